package yanzhen.app.challenge.web;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.WeakLink;

/** The weak link that a challenge answers, as a page shows it. */
record WeakPoint(UUID id, String chain, UUID node, String name, String chainName, String reason) {

    static @Nullable WeakPoint of(@Nullable WeakLink it, Locale locale) {
        return it == null
                ? null
                : new WeakPoint(
                        it.id(),
                        it.chain(),
                        it.node(),
                        it.nodeName().in(locale),
                        it.chainName().in(locale),
                        it.findings().isEmpty()
                                ? ""
                                : it.findings().getFirst().sentence().in(locale));
    }
}
