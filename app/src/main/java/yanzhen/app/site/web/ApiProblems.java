package yanzhen.app.site.web;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;

/** 问题详情: refusals of the API as RFC 9457 lays them out, in the language asked for. */
@Component
class ApiProblems {

    private final MessageSource messages;

    ApiProblems(MessageSource messages) {
        this.messages = messages;
    }

    /**
     * A refusal.
     *
     * @param code kind of the refusal, the end of its type
     * @param detail a sentence in the language
     */
    ProblemDetail of(HttpStatus status, String code, String detail, Locale locale) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:yanzhen:problem:" + code));
        problem.setTitle(title(status, locale));
        return problem;
    }

    /** The same with all that is to be mended. */
    static ProblemDetail with(ProblemDetail problem, long count, List<ApiFaults.Entry> entries) {
        problem.setProperty("count", count);
        problem.setProperty("problems", entries);
        return problem;
    }

    private String title(HttpStatus status, Locale locale) {
        var own = messages.getMessage("api.title." + status.value(), null, null, locale);
        return own != null
                ? own
                : say("api.title." + (status.is5xxServerError() ? "500" : "400"), locale);
    }

    /** A message in the language. */
    String say(String key, Locale locale, Object... values) {
        return messages.getMessage(key, values, locale);
    }

    /** Field, fault and remedy of one problem. */
    String sentence(Problem problem, Locale locale) {
        var entry = entry(problem, locale);
        return say("api.one", locale, entry.field(), entry.sentence(), entry.remedy());
    }

    List<ApiFaults.Entry> entries(Problems problems, Locale locale) {
        return problems.kept().stream().map(it -> entry(it, locale)).toList();
    }

    private ApiFaults.Entry entry(Problem problem, Locale locale) {
        var key = "problem." + problem.code();
        return new ApiFaults.Entry(
                problem.file(),
                problem.line(),
                problem.field(),
                problem.value(),
                problem.code(),
                say(key, locale, problem.arguments()),
                say(key + ".remedy", locale, problem.arguments()));
    }
}
