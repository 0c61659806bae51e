package yanzhen.app.cluster.web;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.Belongings;
import yanzhen.app.cluster.Belongings.Clash;
import yanzhen.app.cluster.Identities;

/** 归并与拆分, as pages show them. */
@Component
class IdentityLines {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /** A merge or a split in one line. */
    record StepLine(
            UUID id,
            String kind,
            Party giver,
            Party taker,
            String at,
            String by,
            String reason,
            int items,
            @Nullable UndoneLine undone) {}

    record Party(UUID id, String code, String name) {}

    record UndoneLine(String at, String by, String reason) {}

    /** Things of one kind. */
    record GroupLine(String kind, List<ItemLine> items) {}

    record ItemLine(String key, String label, @Nullable String path) {}

    /**
     * What stands in the way or must be asked.
     *
     * @param said subject first; of a choice then the giver's and the taker's
     */
    record ClashLine(
            String key, String kind, String code, List<String> said, @Nullable String path) {}

    private final Clock clock;

    IdentityLines(Clock clock) {
        this.clock = clock;
    }

    StepLine step(Identities.Step it, Locale locale) {
        var undone = it.undone();
        return new StepLine(
                it.id(),
                it.kind().name(),
                party(it.giver(), locale),
                party(it.taker(), locale),
                said(it.at()),
                it.by(),
                it.reason(),
                it.items(),
                undone == null
                        ? null
                        : new UndoneLine(said(undone.at()), undone.by(), undone.reason()));
    }

    static Party party(Identities.Party it, Locale locale) {
        return new Party(it.id(), it.code(), it.nameIn(locale));
    }

    static List<GroupLine> groups(List<Identities.Group> groups, Locale locale) {
        return groups.stream()
                .map(group ->
                        new GroupLine(
                                group.kind(),
                                group.items().stream()
                                        .map(it -> item(group.kind(), it, locale))
                                        .toList()))
                .toList();
    }

    private static ItemLine item(String kind, Belongings.Item it, Locale locale) {
        return new ItemLine(Identities.key(kind, it.id()), it.label().in(locale), it.path());
    }

    static List<ClashLine> clashes(
            List<Identities.Hindrance> hindrances, Clash.Weight weight, Locale locale) {
        return hindrances.stream()
                .filter(it -> it.clash().weight() == weight)
                .map(it ->
                        new ClashLine(
                                it.key(),
                                it.kind(),
                                it.clash().code(),
                                it.clash().said().stream().map(said -> said.in(locale)).toList(),
                                it.clash().path()))
                .toList();
    }

    String said(Instant moment) {
        return MOMENT.format(moment.atZone(clock.getZone()));
    }
}
