package yanzhen.app.cluster.web;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import yanzhen.app.cluster.Identifier;
import yanzhen.app.cluster.Organisation;

/**
 * What stands in for a credit code, in the cells of a table; all null where there is a code.
 *
 * @param kind what the kind is called
 */
record ToldApart(@Nullable String kind, @Nullable String jurisdiction, @Nullable String value) {

    ToldApart(Organisation it, Locale locale) {
        this(it.identifier(), locale);
    }

    private ToldApart(Identifier it, Locale locale) {
        this(
                it instanceof Identifier.Other other ? other.kind().in(locale) : null,
                it instanceof Identifier.Other other ? other.number().jurisdiction() : null,
                it instanceof Identifier.Other other ? other.number().value() : null);
    }
}
