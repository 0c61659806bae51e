package yanzhen.app.site.web;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import yanzhen.app.access.Forbidden;
import yanzhen.app.evidence.CommandKeyReused;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Conflict;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.ProblemsHead;

/**
 * Faults of the API as problem details (RFC 9457). Before the faults of pages: it is asked first.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice(annotations = RestController.class)
class ApiFaults extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ApiFaults.class);

    private final ApiProblems problems;

    ApiFaults(ApiProblems problems) {
        this.problems = problems;
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
    ProblemDetail notFound(NotFound fault, Locale locale) {
        var kind = problems.say("thing." + fault.kind(), locale);
        var detail = problems.say("api.not-found", locale, kind, fault.id());
        return problems.of(HttpStatus.NOT_FOUND, "not-found", detail, locale);
    }

    @ExceptionHandler(Forbidden.class)
    ProblemDetail forbidden(Forbidden fault, Locale locale) {
        var detail = problems.say("forbidden." + fault.code(), locale, fault.arguments());
        return problems.of(HttpStatus.FORBIDDEN, "forbidden", detail, locale);
    }

    @ExceptionHandler(Conflict.class)
    ProblemDetail conflict(Conflict fault, Locale locale) {
        var detail = problems.say("fault." + fault.code(), locale, fault.arguments());
        return problems.of(HttpStatus.CONFLICT, fault.code(), detail, locale);
    }

    @ExceptionHandler(CommandKeyReused.class)
    ProblemDetail keyReused(Locale locale) {
        var detail = problems.say("api.key-reused", locale);
        return problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "key-reused", detail, locale);
    }

    @ExceptionHandler(IllegalArgumentException.class)
    ProblemDetail wrong(IllegalArgumentException fault, Locale locale) {
        LOG.debug("A request was wrong", fault);
        return misread(fault, locale);
    }

    /** Names the field where the fault is one of a field. */
    private ProblemDetail misread(Exception fault, Locale locale) {
        var misread = Misread.in(fault);
        if (misread.none()) {
            var detail = problems.say("api.bad-request", locale);
            return problems.of(HttpStatus.BAD_REQUEST, "bad-request", detail, locale);
        }
        var detail = problems.sentence(misread.kept().getFirst(), locale);
        return ApiProblems.with(
                problems.of(HttpStatus.BAD_REQUEST, "bad-request", detail, locale),
                misread.count(),
                problems.entries(misread, locale));
    }

    @ExceptionHandler(DataAccessException.class)
    ProblemDetail unfit(DataAccessException fault, Locale locale) {
        var cause = UnfitValue.causeOf(fault);
        var detail = problems.say("api." + cause.code(), locale);
        return problems.of(HttpStatus.BAD_REQUEST, cause.code(), detail, locale);
    }

    @ExceptionHandler(Problems.Refused.class)
    ProblemDetail refused(Problems.Refused fault, Locale locale) {
        var found = fault.problems();
        var head = ProblemsHead.of(found);
        var detail = problems.say(head.message(), locale, head.count(), head.rows());
        var told =
                ApiProblems.with(
                        problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "problems", detail, locale),
                        found.count(),
                        problems.entries(found, locale));
        if (found.rows() > 0) {
            told.setProperty("rows", found.rows());
        }
        if (found.isCut()) {
            told.setProperty("maybeMore", true);
        }
        return told;
    }

    private String detail(HttpStatus status, WebRequest request, Locale locale) {
        var asked = ((ServletWebRequest) request).getRequest();
        return problems.say(Faults.said(status), locale, asked.getMethod(), asked.getRequestURI());
    }

    /** What Spring refuses before any handler of ours is called. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception fault,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        var locale = LocaleContextHolder.getLocale();
        var known = HttpStatus.valueOf(status.value());
        var told =
                known == HttpStatus.BAD_REQUEST
                        ? misread(fault, locale)
                        : problems.of(
                                known, Faults.code(known), detail(known, request, locale), locale);
        return super.handleExceptionInternal(fault, told, headers, status, request);
    }
}
