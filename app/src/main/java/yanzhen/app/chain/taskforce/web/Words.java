package yanzhen.app.chain.taskforce.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Matrix;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.taskforce.ResponseRules;
import yanzhen.app.chain.taskforce.TaskForce.Member;
import yanzhen.app.chain.taskforce.TaskForces;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Choice;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** What the pages of task forces say alike: names, days, who may what. */
@Component("taskForceWords")
class Words {

    private static final java.time.format.DateTimeFormatter MINUTE =
            java.time.format.DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    private final Atlas atlas;
    private final TaskForces forces;
    private final ResponseRules.Book book;
    private final Organisations organisations;
    private final MessageSource messages;
    private final Viewers viewers;
    private final Matrix matrix;
    private final Clock clock;

    Words(
            Atlas atlas,
            TaskForces forces,
            ResponseRules.Book book,
            Organisations organisations,
            MessageSource messages,
            Viewers viewers,
            Matrix matrix,
            Clock clock) {
        this.atlas = atlas;
        this.forces = forces;
        this.book = book;
        this.organisations = organisations;
        this.messages = messages;
        this.viewers = viewers;
        this.matrix = matrix;
        this.clock = clock;
    }

    ResponseRules rules() {
        return book.inForce();
    }

    String say(String key, Locale locale, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }

    boolean may(String method, String path) {
        return matrix.admits(viewers.current().role(), method, path);
    }

    boolean runsRegion() {
        return viewers.current().runsRegion();
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    String said(Instant at) {
        return MINUTE.format(at.atZone(clock.getZone()));
    }

    /** Whether the viewer may see the work on a chain: offices, and members of its task force. */
    boolean sees(String chain) {
        var viewer = viewers.current();
        return viewer.seesRegion()
                || viewer.is(Role.DISTRICT_OFFICER)
                || (viewer.signedIn() && forces.of(chain).isPresent());
    }

    /** A chain whose work the viewer may see; for everybody else there is none. */
    Atlas.Map map(String chain) {
        var map = atlas.map(chain).orElseThrow(() -> new NotFound("chain", chain));
        if (!sees(chain)) {
            throw new NotFound("task force", chain);
        }
        return map;
    }

    /** Members in office today, for a list to choose from. */
    List<Choice> owners(String chain) {
        return forces.members(chain).stream()
                .filter(it -> it.inOffice(today()))
                .map(it -> new Choice(it.id().toString(), it.name()))
                .toList();
    }

    String post(Member it, Locale locale) {
        return say("post." + it.post(), locale);
    }

    /** Names of organisations, in one query. */
    Map<UUID, String> names(Collection<UUID> ids, Locale locale) {
        var names = new HashMap<UUID, String>();
        organisations.byId(ids).forEach((id, it) -> names.put(id, it.nameIn(locale)));
        return names;
    }

    /** An organisation of the register by its code or other key; a problem when there is none. */
    @Nullable UUID organisation(String field, @Nullable String typed, Problems problems) {
        var key = Typed.text(typed);
        if (key.isEmpty()) {
            return null;
        }
        var found = organisations.findByKey(key).map(Organisation::id).orElse(null);
        if (found == null) {
            problems.add("", null, field, key, "unknown-reference");
        }
        return found;
    }

    /** The key of an organisation for a form; empty for none. */
    String key(@Nullable UUID organisation) {
        return organisation == null
                ? ""
                : organisations.find(organisation).map(Organisation::key).orElse("");
    }
}
