package yanzhen.app.chain.web;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.NodeFact;
import yanzhen.app.chain.NodeFact.Kind;
import yanzhen.app.chain.NodeFact.Statement;
import yanzhen.app.chain.UpdateRequest;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Typed;

/** Reads a fact on a node from a form, a request or a table, with all its problems at once. */
final class NewFacts {

    /**
     * What the form, the request or the row holds.
     *
     * @param ownerZh empty for the owner of the chain
     * @param validFrom empty for the day of the source
     */
    record Typing(
            @Nullable String key,
            @Nullable String kind,
            @Nullable String value,
            @Nullable String reference,
            @Nullable String ownerZh,
            @Nullable String ownerEn,
            @Nullable String sourceTitle,
            @Nullable String sourceUrl,
            @Nullable String asOf,
            @Nullable String validFrom,
            @Nullable String validUntil,
            @Nullable String confidence,
            @Nullable String reason) {

        static Typing nothing(Bilingual owner) {
            return new Typing(
                    null,
                    "",
                    "",
                    "",
                    owner.zh(),
                    owner.en(),
                    "",
                    "",
                    "",
                    "",
                    "",
                    "GENERAL_KNOWLEDGE",
                    "");
        }

        /** A fact as it stands, to be corrected. */
        static Typing of(NodeFact fact) {
            var said = fact.statement();
            var until = said.validUntil();
            return new Typing(
                    null,
                    said.kind().name(),
                    said.value(),
                    said.reference(),
                    said.owner().zh(),
                    said.owner().en(),
                    said.source().title(),
                    said.source().url(),
                    said.source().asOf().toString(),
                    said.validFrom().toString(),
                    until == null ? "" : until.toString(),
                    said.source().confidence().name(),
                    "");
        }
    }

    /** Kinds that can be asked for: facts on suppliers, then those on nodes. */
    static final List<String> KINDS =
            Stream.concat(
                            Stream.of(UpdateRequest.PROVISION),
                            Arrays.stream(Kind.values()).map(Enum::name))
                    .toList();

    private NewFacts() {}

    /**
     * The statement; null when something is wrong with it.
     *
     * @param owner who answers for it when nobody is named
     * @param invented whether it takes the place of an invented fact, and so is invented too
     */
    static @Nullable Statement read(
            Typing typed, Bilingual owner, boolean invented, LocalDate today, Problems problems) {
        var kind = Typed.choice("kind", typed.kind, Kind.class, true, problems);
        var value = kind == null ? null : value(kind, typed.value, problems);
        var reference = Typed.text("reference", typed.reference, 0, 500, problems);
        var named = owner(typed, owner, problems);
        var source =
                NewSources.read(
                        new NewSources.Typing(
                                typed.sourceTitle, typed.sourceUrl, typed.asOf, typed.confidence),
                        invented,
                        today,
                        problems);
        var from = Typed.day("validFrom", typed.validFrom, problems);
        var until = Typed.day("validUntil", typed.validUntil, problems);
        var begin = from == null && source != null ? source.asOf() : from;
        if (begin != null && until != null && !until.isAfter(begin)) {
            problems.add("", null, "validUntil", until.toString(), "period-empty");
        }
        if (!problems.none() || kind == null || value == null || source == null || begin == null) {
            return null;
        }
        return new Statement(
                kind, value, reference.isEmpty() ? null : reference, named, source, begin, until);
    }

    private static Bilingual owner(Typing typed, Bilingual owner, Problems problems) {
        var zh = Typed.text("ownerZh", typed.ownerZh, 0, 100, problems);
        var en = Typed.text("ownerEn", typed.ownerEn, 0, 100, problems);
        return zh.isEmpty() ? owner : new Bilingual(zh, en.isEmpty() ? zh : en);
    }

    /** The value as it is stored; null when the kind cannot say it. */
    static @Nullable String value(Kind kind, @Nullable String typed, Problems problems) {
        var text = Typed.text(typed);
        if (text.isEmpty()) {
            problems.add("", null, "value", "", "required");
            return null;
        }
        var value = plain(kind, text);
        if (!kind.holds(value)) {
            problems.add("", null, "value", text, "fact-form", kind.name());
            return null;
        }
        return value;
    }

    /** As it is stored, whatever way it was written. */
    private static String plain(Kind kind, String text) {
        return switch (kind) {
            case SUBSTITUTABLE ->
                    switch (text.toLowerCase(Locale.ROOT)) {
                        case "是", "yes", "1", "可替代" -> "true";
                        case "否", "no", "0", "不可替代" -> "false";
                        default -> text.toLowerCase(Locale.ROOT);
                    };
            case FOREIGN_DEPENDENCE -> percent(text);
            case READINESS -> text.replaceFirst("(?i)^TRL\\s*", "");
            case CUSTOMS_CODE -> text.replaceAll("[. ]", "");
            case INDUSTRY_CODE -> text.toUpperCase(Locale.ROOT);
            case SURVIVAL_DAYS, RECOVERY_DAYS -> text.replaceFirst("(?i)\\s*(天|日|days?)$", "");
            case DESCRIPTION, MARKET_SIZE, PATENTS, PATENT, STANDARDS, STANDARD -> text;
        };
    }

    private static String percent(String text) {
        var bare = text.replaceFirst("[%％]$", "").strip();
        return bare.matches("[0-9]{1,3}(\\.[0-9]{1,6})?")
                ? Reckoning.plain(new BigDecimal(bare))
                : bare;
    }
}
