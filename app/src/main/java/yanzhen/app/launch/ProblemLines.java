package yanzhen.app.launch;

import java.io.PrintWriter;
import java.util.Locale;
import org.springframework.context.MessageSource;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;

/** Problems of a pack as lines for a console: file and line, field, value, what to do. */
final class ProblemLines {

    private ProblemLines() {}

    static void print(Server server, Problems problems, Locale locale, PrintWriter out) {
        for (var problem : problems.kept()) {
            String line = server.with(MessageSource.class, it -> line(it, problem, locale));
            out.println(line);
        }
        out.printf("%d problems. Nothing has been stored.%n", problems.count());
        out.flush();
    }

    private static String line(MessageSource messages, Problem problem, Locale locale) {
        var key = "problem." + problem.code();
        return "%s%s %s [%s] %s → %s"
                .formatted(
                        problem.file(),
                        problem.line() == null ? "" : ":" + problem.line(),
                        problem.field(),
                        problem.value(),
                        messages.getMessage(key, problem.arguments(), locale),
                        messages.getMessage(key + ".remedy", problem.arguments(), locale));
    }
}
