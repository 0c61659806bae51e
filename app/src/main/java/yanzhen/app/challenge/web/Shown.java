package yanzhen.app.challenge.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Yuan;
import yanzhen.app.site.Choice;
import yanzhen.app.site.Money;

/** Names, amounts and moments as the pages of this module show them. */
@Component
class Shown {

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /** An amount as people say it, and exactly. */
    record Amount(String said, String exact) {}

    private final Organisations organisations;
    private final Atlas atlas;
    private final Viewers viewers;
    private final MessageSource messages;
    private final Clock clock;

    Shown(
            Organisations organisations,
            Atlas atlas,
            Viewers viewers,
            MessageSource messages,
            Clock clock) {
        this.organisations = organisations;
        this.atlas = atlas;
        this.viewers = viewers;
        this.messages = messages;
        this.clock = clock;
    }

    Map<UUID, String> names(Collection<UUID> ids, Locale locale) {
        return organisations.byId(ids).values().stream()
                .collect(Collectors.toMap(Organisation::id, it -> it.nameIn(locale)));
    }

    String name(UUID organisation, Locale locale) {
        return organisations.find(organisation).map(it -> it.nameIn(locale)).orElse("");
    }

    /** The organisations that the viewer acts for, by name. */
    List<Choice> own(Locale locale) {
        return names(viewers.current().organisations(), locale).entrySet().stream()
                .map(it -> new Choice(it.getKey().toString(), it.getValue()))
                .sorted(Comparator.comparing(Choice::name))
                .toList();
    }

    List<Choice> chains(Locale locale) {
        return atlas.chains().stream()
                .map(it -> new Choice(it.chain().key(), it.chain().name().in(locale)))
                .toList();
    }

    static List<String> categories() {
        return Arrays.stream(BaseCategory.values()).map(Enum::name).toList();
    }

    /** Chain and node of a weak link in one line; empty when there is none. */
    static String place(@Nullable Bilingual chain, @Nullable Bilingual node, Locale locale) {
        return chain == null || node == null ? "" : chain.in(locale) + " · " + node.in(locale);
    }

    static @Nullable Amount amount(@Nullable Yuan amount, Locale locale) {
        return amount == null ? null : new Amount(Money.said(amount, locale), Money.exact(amount));
    }

    /** To the second, by the clock of the server. */
    @Nullable String moment(@Nullable Instant moment) {
        return moment == null ? null : SECOND.format(moment.atZone(clock.getZone()));
    }

    @Nullable String day(@Nullable Instant moment) {
        return moment == null ? null : moment.atZone(clock.getZone()).toLocalDate().toString();
    }

    String now() {
        return SECOND.format(clock.instant().atZone(clock.getZone()));
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    /** The offset of the server's clock, for example UTC+08:00. */
    String zone() {
        return "UTC" + clock.getZone().getRules().getOffset(clock.instant());
    }

    String say(String key, Locale locale, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }
}
