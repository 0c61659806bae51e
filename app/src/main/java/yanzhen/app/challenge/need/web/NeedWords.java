package yanzhen.app.challenge.need.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
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
import yanzhen.app.access.Matrix;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.chain.WeakLink;
import yanzhen.app.chain.WeakLinks;
import yanzhen.app.cluster.Identifier;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.kernel.Problems;
import yanzhen.app.kernel.Yuan;
import yanzhen.app.site.Choice;
import yanzhen.app.site.Money;
import yanzhen.app.site.Typed;

/** What the pages of needs say alike: names, amounts, days, who may what. */
@Component
class NeedWords {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    /** An amount as people say it, and exactly. */
    record Amount(String said, String exact) {}

    /** The weak link of a need, as a page shows it. */
    record Place(UUID id, String chain, UUID node, String name, String chainName, String reason) {}

    private final Organisations organisations;
    private final WeakLinks weakLinks;
    private final Atlas atlas;
    private final MessageSource messages;
    private final Viewers viewers;
    private final Matrix matrix;
    private final Clock clock;

    NeedWords(
            Organisations organisations,
            WeakLinks weakLinks,
            Atlas atlas,
            MessageSource messages,
            Viewers viewers,
            Matrix matrix,
            Clock clock) {
        this.organisations = organisations;
        this.weakLinks = weakLinks;
        this.atlas = atlas;
        this.messages = messages;
        this.viewers = viewers;
        this.matrix = matrix;
        this.clock = clock;
    }

    String say(String key, Locale locale, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }

    Viewer viewer() {
        return viewers.current();
    }

    boolean may(String method, String path) {
        return matrix.admits(viewer().role(), method, path);
    }

    /** Whether the viewer may draft, change and hand in needs of this owner. */
    boolean runs(UUID owner) {
        return viewer().runsRegion()
                || viewer().is(Role.CHAIN_TASK_FORCE)
                || viewer().actsFor(owner);
    }

    /** Those who work for the whole region may draft for any organisation. */
    boolean forOthers() {
        return viewer().is(Role.CITY_OFFICER, Role.CHAIN_TASK_FORCE);
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    String said(Instant at) {
        return MINUTE.format(at.atZone(clock.getZone()));
    }

    @Nullable String day(@Nullable Instant at) {
        return at == null ? null : at.atZone(clock.getZone()).toLocalDate().toString();
    }

    static @Nullable Amount amount(@Nullable Yuan amount, Locale locale) {
        return amount == null ? null : new Amount(Money.said(amount, locale), Money.exact(amount));
    }

    /** Names of organisations, in one query. */
    Map<UUID, String> names(Collection<UUID> ids, Locale locale) {
        return organisations.byId(ids).values().stream()
                .collect(Collectors.toMap(Organisation::id, it -> it.nameIn(locale)));
    }

    String name(UUID id, Locale locale) {
        return names(List.of(id), locale).getOrDefault(id, "");
    }

    /** The organisations that the viewer acts for, by name, and one that is named already. */
    List<Choice> owners(@Nullable UUID named, Locale locale) {
        var ids = new ArrayList<>(viewer().organisations());
        if (named != null && !ids.contains(named)) {
            ids.add(named);
        }
        return names(ids, locale).entrySet().stream()
                .map(it -> new Choice(it.getKey().toString(), it.getValue()))
                .sorted(Comparator.comparing(Choice::name))
                .toList();
    }

    /** The key of an organisation for a form; empty for none. */
    String key(@Nullable UUID organisation) {
        return organisation == null
                ? ""
                : organisations.find(organisation).map(Organisation::key).orElse("");
    }

    boolean registered(UUID organisation) {
        return organisations.find(organisation).isPresent();
    }

    /** An organisation of the register by its code or other key; a problem when there is none. */
    @Nullable UUID byCode(String field, String code, Problems problems) {
        try {
            var found = organisations.findByKey(Identifier.keyOf(code));
            if (found.isPresent()) {
                return found.get().id();
            }
        } catch (IllegalArgumentException e) {
            // No organisation has such a code: said below.
        }
        problems.add("", null, field, code, "unknown-reference");
        return null;
    }

    @Nullable UUID weakLink(@Nullable String typed, Problems problems) {
        var id = Typed.id("weakLink", typed, problems);
        if (id != null && weakLinks.find(id).isEmpty()) {
            problems.add("", null, "weakLink", id.toString(), "unknown-reference");
            return null;
        }
        return id;
    }

    @Nullable WeakLink weakLink(@Nullable UUID id) {
        return id == null ? null : weakLinks.find(id).orElse(null);
    }

    static @Nullable Place place(@Nullable WeakLink it, Locale locale) {
        return it == null
                ? null
                : new Place(
                        it.id(),
                        it.chain(),
                        it.node(),
                        it.nodeName().in(locale),
                        it.chainName().in(locale),
                        it.findings().isEmpty()
                                ? ""
                                : it.findings().getFirst().sentence().in(locale));
    }

    List<Choice> chains(Locale locale) {
        return atlas.chains().stream()
                .map(it -> new Choice(it.chain().key(), it.chain().name().in(locale)))
                .toList();
    }

    static List<String> categories() {
        return Arrays.stream(BaseCategory.values()).map(Enum::name).toList();
    }
}
