package yanzhen.app.chain.web;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.chain.Provision;
import yanzhen.app.chain.Provision.Statement;
import yanzhen.app.cluster.Identifier;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Typed;

/** Reads a statement on a supplier from a form or a request, with all its problems at once. */
@Component
class NewStatements {

    private static final String HOME = "CN";
    static final String NEGLIGIBLE = "negligible";
    static final String TOTAL = "COUNTRY";

    /**
     * What the form or the request holds.
     *
     * @param supplierCode credit code of a supplier in the register; empty for another
     * @param supplierName Chinese name of a supplier that is not in it
     * @param share percent, negligible, or empty when not known
     * @param scope COUNTRY for all makers of the country together; empty or FIRM for one
     */
    record Typing(
            @Nullable String key,
            @Nullable String supplierCode,
            @Nullable String supplierName,
            @Nullable String supplierNameEn,
            @Nullable String country,
            @Nullable String share,
            @Nullable String scope,
            @Nullable String sourceTitle,
            @Nullable String sourceUrl,
            @Nullable String asOf,
            @Nullable String confidence,
            @Nullable String reason) {

        static final Typing NOTHING =
                new Typing(null, "", "", "", HOME, "", "", "", "", "", "GENERAL_KNOWLEDGE", "");

        /** A fact as it stands, to be corrected. */
        static Typing of(Provision fact, @Nullable Organisation organisation) {
            var said = fact.statement();
            return new Typing(
                    null,
                    organisation == null ? "" : organisation.key(),
                    organisation == null ? said.provider().zh() : "",
                    organisation == null ? said.provider().en() : "",
                    said.country(),
                    written(said),
                    said.total() ? TOTAL : "",
                    said.source().title(),
                    said.source().url(),
                    said.source().asOf().toString(),
                    said.source().confidence().name(),
                    "");
        }
    }

    private final Organisations organisations;

    NewStatements(Organisations organisations) {
        this.organisations = organisations;
    }

    /**
     * The statement; null when something is wrong with it.
     *
     * @param corrected the fact that it is to replace; null for a new one
     */
    @Nullable Statement read(
            Typing typed, @Nullable Provision corrected, LocalDate today, Problems problems) {
        return read(typed, corrected, organisations::findByKey, today, problems);
    }

    /**
     * The same with another register.
     *
     * @param register finds organisations by their keys
     */
    static @Nullable Statement read(
            Typing typed,
            @Nullable Provision corrected,
            Function<String, Optional<Organisation>> register,
            LocalDate today,
            Problems problems) {
        var organisation = organisation(typed, register, problems);
        var provider = provider(typed, organisation, problems);
        boolean negligible = isNegligible(typed.share);
        var share = negligible ? null : share(typed.share, problems);
        boolean total = total(typed.scope, organisation, problems);
        var country = country(typed.country, organisation, total, problems);
        var source =
                NewSources.read(
                        new NewSources.Typing(
                                typed.sourceTitle, typed.sourceUrl, typed.asOf, typed.confidence),
                        invented(organisation, corrected),
                        today,
                        problems);
        if (!problems.none() || country == null || source == null) {
            return null;
        }
        return new Statement(
                organisation == null ? null : organisation.id(),
                provider,
                country,
                share,
                negligible,
                total,
                source);
    }

    private static @Nullable Organisation organisation(
            Typing typed, Function<String, Optional<Organisation>> register, Problems problems) {
        var code = Typed.text(typed.supplierCode);
        if (code.isEmpty()) {
            return null;
        }
        try {
            var found = register.apply(key(code));
            if (found.isEmpty()) {
                problems.add("", null, "supplierCode", code, "supplier-unregistered");
            }
            return found.orElse(null);
        } catch (IllegalArgumentException e) {
            problems.add("", null, "supplierCode", code, "credit-code-check");
            return null;
        }
    }

    /**
     * The key that was typed; a credit code must pass its check.
     *
     * @throws IllegalArgumentException when it is none
     */
    static String key(String typed) {
        return typed.indexOf(':') < 0 ? CreditCode.of(typed).value() : Identifier.keyOf(typed);
    }

    private static Bilingual provider(
            Typing typed, @Nullable Organisation organisation, Problems problems) {
        if (organisation != null) {
            var english = organisation.nameEn();
            return new Bilingual(
                    organisation.name(), english == null ? organisation.name() : english);
        }
        var name = Typed.text(typed.supplierName);
        if (name.isEmpty() && Typed.text(typed.supplierCode).isEmpty()) {
            problems.add("", null, "supplierName", "", "supplier-missing");
        } else if (!name.isEmpty()) {
            Typed.text("supplierName", name, 2, 200, problems);
        }
        var english = Typed.text("supplierNameEn", typed.supplierNameEn, 0, 200, problems);
        return new Bilingual(name, english.isEmpty() ? name : english);
    }

    private static @Nullable String country(
            @Nullable String typed,
            @Nullable Organisation organisation,
            boolean total,
            Problems problems) {
        var code = Typed.text(typed).toUpperCase(Locale.ROOT);
        if (code.isEmpty() && organisation != null) {
            return HOME;
        }
        if (!Statement.isCountry(code) || (code.equals(Statement.VARIOUS) && !total)) {
            problems.add(
                    "", null, "country", code, code.isEmpty() ? "required" : "country-unknown");
            return null;
        }
        return code;
    }

    /** A share as it is typed: a number, the word for a negligible one, or nothing. */
    static String written(Statement said) {
        var share = said.share();
        return said.negligible() ? NEGLIGIBLE : share == null ? "" : Reckoning.plain(share);
    }

    static boolean isNegligible(@Nullable String typed) {
        var text = Typed.text(typed);
        return text.equalsIgnoreCase(NEGLIGIBLE) || text.equals("可忽略");
    }

    private static boolean total(
            @Nullable String typed, @Nullable Organisation organisation, Problems problems) {
        var scope = Typed.text(typed);
        boolean total = scope.equalsIgnoreCase(TOTAL) || scope.equals("国家合计");
        if (!total && !scope.isEmpty() && !scope.equalsIgnoreCase("FIRM")) {
            problems.add("", null, "scope", scope, "one-of", "FIRM, COUNTRY");
        } else if (total && organisation != null) {
            problems.add("", null, "scope", scope, "total-of-a-firm");
        }
        return total;
    }

    static @Nullable BigDecimal share(@Nullable String typed, Problems problems) {
        var text = Typed.text(typed).replaceFirst("[%％]$", "").strip();
        if (text.isEmpty()) {
            return null;
        }
        if (!text.matches("-?[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            problems.add("", null, "share", text, "number");
            return null;
        }
        var share = new BigDecimal(text);
        if (!Statement.isShare(share)) {
            problems.add("", null, "share", text, "share-range");
            return null;
        }
        return share;
    }

    /** What is said of an invented firm, or in the place of an invented fact, is invented too. */
    private static boolean invented(
            @Nullable Organisation organisation, @Nullable Provision corrected) {
        return (organisation != null && organisation.synthetic())
                || (corrected != null && corrected.statement().synthetic());
    }
}
