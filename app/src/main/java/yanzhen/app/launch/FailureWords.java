package yanzhen.app.launch;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import yanzhen.app.chain.supply.FailureAccount;
import yanzhen.app.chain.supply.FailureAccount.Hit;

/** 失效解释 in words for a console: who is hit hardest, through whom, and on which way. */
record FailureWords(MessageSource messages, Locale locale) {

    private static final int SHOWN = 20;

    void print(FailureAccount account, PrintWriter out) {
        out.println(
                say(
                        account.share() < 1 ? "launch.explain-half" : "launch.explain-failed",
                        firm(account.firm()),
                        firm(account.sector()),
                        percent(account.loss()),
                        percent(account.lossDown()),
                        percent(account.lossUp())));
        out.println(
                say(
                        account.settled() ? "launch.explain-settled" : "launch.explain-cut-off",
                        account.which().toString(),
                        ResultForm.decimal(account.eps()),
                        account.steps()));
        int others = account.others();
        if (others == 0) {
            out.println(say("launch.explain-nobody"));
            return;
        }
        out.println();
        out.println(say("launch.explain-others", others, account.firms()));
        account.hardestHit(SHOWN).forEach(hit -> out.println(line(hit)));
        if (others > SHOWN) {
            out.println(say("launch.explain-more", others - SHOWN));
        }
        out.flush();
    }

    private String line(Hit hit) {
        return say(
                switch (hit.through()) {
                    case DELIVERIES -> "launch.explain-deliveries";
                    case SALES -> "launch.explain-sales";
                    case SHOCK -> "launch.explain-shock";
                },
                firm(hit.firm()),
                firm(hit.sector()),
                percent(hit.loss()),
                firm(hit.from()),
                percent(hit.part()),
                hit.step(),
                hit.way().stream().map(FailureWords::firm).collect(Collectors.joining(" → ")));
    }

    /** A number that names something has no marks between its digits. */
    private static String firm(int number) {
        return String.valueOf(number);
    }

    /** A share that is not nothing is never shown as nothing. */
    private String percent(double share) {
        if (share > 0 && share < 0.00005) {
            return locale.equals(Locale.ENGLISH) ? "< 0.01 %" : "< 0.01%";
        }
        return (locale.equals(Locale.ENGLISH) ? "%.2f %%" : "%.2f%%").formatted(100 * share);
    }

    private String say(String key, Object... values) {
        return messages.getMessage(key, values, locale);
    }
}
