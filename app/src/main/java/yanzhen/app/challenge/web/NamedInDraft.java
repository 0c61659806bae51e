package yanzhen.app.challenge.web;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.WeakLinks;
import yanzhen.app.cluster.Identifier;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Typed;

/** Finds what a draft names: whose need it is, and which weak link it answers. */
@Component
class NamedInDraft {

    private final Organisations organisations;
    private final WeakLinks weakLinks;
    private final Viewers viewers;

    NamedInDraft(Organisations organisations, WeakLinks weakLinks, Viewers viewers) {
        this.organisations = organisations;
        this.weakLinks = weakLinks;
        this.viewers = viewers;
    }

    /** Those who work for the whole region may draft for any organisation. */
    boolean forOthers() {
        return viewers.current().is(Role.CITY_OFFICER, Role.CHAIN_TASK_FORCE);
    }

    @Nullable UUID owner(@Nullable String id, @Nullable String code, Problems problems) {
        if (!Typed.text(code).isEmpty()) {
            return byCode(Typed.text(code), problems);
        }
        if (Typed.text(id).isEmpty()) {
            problems.add("", null, "owner", "", "required");
            return null;
        }
        var owner = Typed.id("owner", id, problems);
        if (owner != null && organisations.find(owner).isEmpty()) {
            problems.add("", null, "owner", owner.toString(), "unknown-reference");
            return null;
        }
        return owner;
    }

    private @Nullable UUID byCode(String code, Problems problems) {
        try {
            var found = organisations.findByKey(Identifier.keyOf(code));
            if (found.isPresent()) {
                return found.get().id();
            }
        } catch (IllegalArgumentException e) {
            // No organisation has such a code: said below.
        }
        problems.add("", null, "ownerCode", code, "unknown-reference");
        return null;
    }

    @Nullable UUID weakLink(@Nullable String id, Problems problems) {
        var link = Typed.id("weakLink", id, problems);
        if (link != null && weakLinks.find(link).isEmpty()) {
            problems.add("", null, "weakLink", link.toString(), "unknown-reference");
            return null;
        }
        return link;
    }
}
