package yanzhen.app.site.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.WebAttributes;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Faults outside of any handler of ours: an address that nobody has, a method that it does not
 * take, a refusal of the security filter, a fault of the program. A page for people, problem
 * details (RFC 9457) for the API, whatever the caller says that it accepts.
 */
@Controller
class Faults implements ErrorController {

    private final PageFaults pages;
    private final ApiProblems problems;

    Faults(PageFaults pages, ApiProblems problems) {
        this.pages = pages;
        this.problems = problems;
    }

    @RequestMapping("/error")
    Object show(HttpServletRequest request, Locale locale) {
        var status = status(request);
        var path = text(request, RequestDispatcher.ERROR_REQUEST_URI);
        if (path.startsWith(request.getContextPath() + "/api/")) {
            var method = text(request, RequestDispatcher.ERROR_METHOD);
            var detail = problems.say(said(status), locale, method, path);
            var problem = problems.of(status, code(status), detail, locale);
            problem.setInstance(URI.create(path));
            return ResponseEntity.status(status)
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(problem);
        }
        return request.getAttribute(WebAttributes.ACCESS_DENIED_403) instanceof CsrfException
                ? pages.page(status, "stale-form", "")
                : pages.page(status);
    }

    /** Nothing went wrong where somebody types the address of this page. */
    private static HttpStatus status(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? resolved(code)
                : HttpStatus.NOT_FOUND;
    }

    private static HttpStatus resolved(int code) {
        var known = HttpStatus.resolve(code);
        return known == null ? HttpStatus.INTERNAL_SERVER_ERROR : known;
    }

    /** Kind of a refusal of which nothing is known but its status. */
    static String code(HttpStatus status) {
        return status.is5xxServerError()
                ? "internal"
                : status.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Key of the sentence on such a refusal. */
    static String said(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> "api.no-endpoint";
            case METHOD_NOT_ALLOWED -> "api.no-method";
            case UNSUPPORTED_MEDIA_TYPE -> "api.media-type";
            case NOT_ACCEPTABLE -> "api.not-acceptable";
            case CONTENT_TOO_LARGE -> "api.too-large";
            case PRECONDITION_FAILED -> "api.moved";
            default -> status.is5xxServerError() ? "api.internal" : "api.bad-request";
        };
    }

    private static String text(HttpServletRequest request, String attribute) {
        return request.getAttribute(attribute) instanceof String it ? it : "";
    }
}
