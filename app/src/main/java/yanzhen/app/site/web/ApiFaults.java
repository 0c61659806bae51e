package yanzhen.app.site.web;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import yanzhen.app.access.Forbidden;
import yanzhen.app.evidence.CommandKeyReused;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Conflict;
import yanzhen.app.site.NotFound;

/** Faults of the API as problem details (RFC 9457). */
@RestControllerAdvice(annotations = RestController.class)
class ApiFaults extends ResponseEntityExceptionHandler {

    private final MessageSource messages;

    ApiFaults(MessageSource messages) {
        this.messages = messages;
    }

    /** One entry of the extension member {@code problems}. */
    record Entry(
            String file,
            @Nullable Integer line,
            String field,
            String value,
            String code,
            String sentence,
            String remedy) {}

    @ExceptionHandler(NotFound.class)
    ProblemDetail notFound(NotFound fault) {
        return of(HttpStatus.NOT_FOUND, "not-found", fault);
    }

    @ExceptionHandler(Forbidden.class)
    ProblemDetail forbidden(Forbidden fault) {
        return of(HttpStatus.FORBIDDEN, "forbidden", fault);
    }

    @ExceptionHandler(Conflict.class)
    ProblemDetail conflict(Conflict fault) {
        return of(HttpStatus.CONFLICT, fault.code(), fault);
    }

    @ExceptionHandler(CommandKeyReused.class)
    ProblemDetail keyReused(CommandKeyReused fault) {
        return of(HttpStatus.UNPROCESSABLE_CONTENT, "key-reused", fault);
    }

    @ExceptionHandler(IllegalArgumentException.class)
    ProblemDetail wrong(IllegalArgumentException fault) {
        return of(HttpStatus.BAD_REQUEST, "bad-request", fault);
    }

    @ExceptionHandler(DataAccessException.class)
    ProblemDetail unfit(DataAccessException fault) {
        var cause = UnfitValue.causeOf(fault);
        var detail = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, cause.sentence());
        detail.setType(java.net.URI.create("urn:yanzhen:problem:" + cause.code()));
        return detail;
    }

    @ExceptionHandler(Problems.Refused.class)
    ProblemDetail refused(Problems.Refused fault, Locale locale) {
        var count = fault.problems().count();
        var detail = of(HttpStatus.UNPROCESSABLE_CONTENT, "problems", fault);
        detail.setDetail(messages.getMessage("site.problems", new Object[] {count}, locale));
        detail.setProperty("count", count);
        detail.setProperty("problems", entries(fault.problems(), locale));
        return detail;
    }

    private List<Entry> entries(Problems problems, Locale locale) {
        return problems.kept().stream().map(problem -> entry(problem, locale)).toList();
    }

    private Entry entry(Problem problem, Locale locale) {
        var key = "problem." + problem.code();
        return new Entry(
                problem.file(),
                problem.line(),
                problem.field(),
                problem.value(),
                problem.code(),
                messages.getMessage(key, problem.arguments(), locale),
                messages.getMessage(key + ".remedy", problem.arguments(), locale));
    }

    private static ProblemDetail of(HttpStatus status, String code, Exception fault) {
        var detail = ProblemDetail.forStatusAndDetail(status, String.valueOf(fault.getMessage()));
        detail.setType(java.net.URI.create("urn:yanzhen:problem:" + code));
        return detail;
    }
}
