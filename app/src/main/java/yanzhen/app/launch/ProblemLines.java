package yanzhen.app.launch;

import java.io.PrintWriter;
import java.util.Locale;
import org.springframework.context.MessageSource;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;

/**
 * Problems of a pack or a folder as lines for a console: file and line, field, value, what to do.
 */
record ProblemLines(MessageSource messages, Locale locale) {

    void print(Problems problems, PrintWriter out) {
        print(problems, out, "launch.problems-count");
    }

    /**
     * Prints them and how many there are.
     *
     * @param end message that says how many, and what came of it
     */
    void print(Problems problems, PrintWriter out, String end) {
        problems.kept().forEach(problem -> out.println(line(problem)));
        long more = problems.count() - problems.kept().size();
        if (more > 0) {
            out.println(say("launch.problems-more", more));
        }
        out.println(say(end, problems.count()));
        out.flush();
    }

    String noProblem() {
        return messages.getMessage("launch.no-problem", null, locale);
    }

    private String line(Problem problem) {
        var key = "problem." + problem.code();
        var place = problem.line() == null ? problem.file() : problem.file() + ":" + problem.line();
        return "%s%s%s%n    %s%n    %s"
                .formatted(
                        place,
                        problem.field().isEmpty() ? "" : "  " + problem.field(),
                        problem.value().isEmpty() ? "" : " = " + problem.value(),
                        messages.getMessage(key, problem.arguments(), locale),
                        messages.getMessage(key + ".remedy", problem.arguments(), locale));
    }

    private String say(String key, long number) {
        return messages.getMessage(key, new Object[] {number}, locale);
    }
}
