package yanzhen.app.chain.web;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import yanzhen.app.chain.NodeOwner;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.cluster.Regions;

/** What posts that answer for nodes are called, many of them at a time. */
@Component
class Posts {

    private final Organisations organisations;
    private final Regions regions;
    private final MessageSource messages;

    Posts(Organisations organisations, Regions regions, MessageSource messages) {
        this.organisations = organisations;
        this.regions = regions;
        this.messages = messages;
    }

    /** Names that were looked up together. */
    final class Names {

        private final Map<UUID, Organisation> bodies;
        private final Map<String, String> districts;
        private final Locale locale;

        private Names(
                Map<UUID, Organisation> bodies, Map<String, String> districts, Locale locale) {
            this.bodies = bodies;
            this.districts = districts;
            this.locale = locale;
        }

        String of(NodeOwner owner) {
            return switch (owner.kind()) {
                case TASK_FORCE -> say("owner.TASK_FORCE");
                case DISTRICT -> district(Objects.requireNonNull(owner.district()));
                case ORGANISATION -> body(Objects.requireNonNull(owner.organisation()));
            };
        }

        String of(@Nullable String district, @Nullable UUID organisation) {
            if (organisation != null) {
                return body(organisation);
            }
            return district == null ? say("owner.TASK_FORCE") : district(district);
        }

        private String district(String code) {
            return say("owner.district-of", districts.getOrDefault(code, code));
        }

        private String body(UUID id) {
            var body = bodies.get(id);
            return body == null ? id.toString() : body.nameIn(locale);
        }

        private String say(String key, Object... arguments) {
            return messages.getMessage(key, arguments, locale);
        }
    }

    /** In one look-up for all bodies. */
    Names names(Collection<UUID> bodies, Locale locale) {
        var ids = bodies.stream().distinct().toList();
        return new Names(
                ids.isEmpty() ? Map.of() : organisations.byId(ids), regions.names(locale), locale);
    }

    Names namesOf(Collection<NodeOwner> owners, Locale locale) {
        return names(
                owners.stream().map(NodeOwner::organisation).filter(Objects::nonNull).toList(),
                locale);
    }
}
