package yanzhen.app.challenge.web;

import java.util.List;
import java.util.Locale;
import yanzhen.app.challenge.ChallengeRules;
import yanzhen.app.challenge.ChallengeRules.Rule;

/**
 * One rule as a page shows it.
 *
 * @param key message key of what it asks for
 * @param limit for the message
 */
record RuleLine(String key, String field, int limit, String why, String source, boolean reading) {

    static List<RuleLine> of(ChallengeRules rules, Locale locale) {
        return rules.all().stream().map(it -> of(it, locale)).toList();
    }

    private static RuleLine of(Rule it, Locale locale) {
        return new RuleLine(
                it.key().startsWith("required.") ? "rule.required" : "rule." + it.key(),
                it.field(),
                it.limit(),
                it.why().in(locale),
                it.source().toString(),
                it.reading());
    }
}
