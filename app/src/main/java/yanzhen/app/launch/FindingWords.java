package yanzhen.app.launch;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import yanzhen.app.cluster.credential.Finding;
import yanzhen.app.cluster.credential.Reason;
import yanzhen.app.cluster.credential.Statement;

/** 核验结论 in words for a console: the answer first, then why, then what the credential says. */
record FindingWords(MessageSource messages, Locale locale) {

    void print(Finding finding, LocalDate day, PrintWriter out) {
        var statement = finding.statement();
        out.println(say(answer(finding), day));
        if (statement != null && statement.synthetic()) {
            out.println(say("verify.synthetic"));
        }
        finding.reasons().forEach(it -> out.println(said(it)));
        if (statement != null) {
            out.println();
            print(statement, out);
            line("status", finding.statusAsOf(), out);
        }
        out.flush();
    }

    /** Where all is well but for the status, that is said too. */
    private static String answer(Finding finding) {
        boolean genuine = finding.statement() != null;
        return finding.verdict() == Finding.Verdict.UNDECIDED && genuine
                ? "verify.no-status"
                : "verify." + finding.verdict();
    }

    private void print(Statement it, PrintWriter out) {
        line("number", it.number(), out);
        line("edition", it.edition(), out);
        line("holder", it.holder(), out);
        line("code", it.identifier(), out);
        line("scheme", say("verify.scheme-level", it.scheme(), level(it)), out);
        line("period", period(it.validFrom(), it.validUntil()), out);
        line("document", it.document(), out);
        line("basis", it.basis(), out);
        line("issuer", "%s  %s".formatted(it.issuerName(), it.issuer()).strip(), out);
    }

    private String level(Statement it) {
        return String.valueOf(messages.getMessage("level." + it.level(), null, it.level(), locale));
    }

    private String period(OffsetDateTime from, @Nullable OffsetDateTime until) {
        return until == null
                ? say("verify.since", from.toLocalDate())
                : say("verify.from-to", from.toLocalDate(), until.toLocalDate().minusDays(1));
    }

    /** Nothing where nothing is known. */
    private void line(String label, @Nullable String value, PrintWriter out) {
        if (value != null && !value.isEmpty()) {
            out.println(say("verify.line", say("verify." + label), printable(value)));
        }
    }

    /** What came from a file must not move a terminal's cursor or write over other lines. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}|[\\u202a-\\u202e\\u2066-\\u2069]", "�");
    }

    String said(Reason reason) {
        var cause = reason.cause();
        return cause == null
                ? say("credential." + reason.code(), reason.arguments().toArray())
                : say("credential." + reason.code(), said(cause));
    }

    private String say(String key, Object... arguments) {
        var texts = new Object[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = printable(String.valueOf(arguments[i]));
        }
        return messages.getMessage("launch." + key, texts, locale);
    }
}
