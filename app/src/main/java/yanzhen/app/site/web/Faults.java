package yanzhen.app.site.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
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

    Faults(PageFaults pages) {
        this.pages = pages;
    }

    @RequestMapping("/error")
    Object show(HttpServletRequest request) {
        var status = status(request);
        var path = text(request, RequestDispatcher.ERROR_REQUEST_URI);
        if (path.startsWith(request.getContextPath() + "/api/")) {
            var problem = problem(status, text(request, RequestDispatcher.ERROR_METHOD), path);
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

    private static ProblemDetail problem(HttpStatus status, String method, String path) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail(status, method, path));
        problem.setType(URI.create("urn:yanzhen:problem:" + code(status)));
        return problem;
    }

    private static String code(HttpStatus status) {
        return status.is5xxServerError()
                ? "internal"
                : status.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String detail(HttpStatus status, String method, String path) {
        return switch (status) {
            case NOT_FOUND ->
                    "There is no endpoint %s. /api/v1/openapi.json lists them all.".formatted(path);
            case METHOD_NOT_ALLOWED ->
                    "The endpoint %s does not take %s. See the header Allow."
                            .formatted(path, method);
            case INTERNAL_SERVER_ERROR ->
                    "Something went wrong on our side and has been logged. Nothing has been stored.";
            default -> "The request was refused: %s.".formatted(status.getReasonPhrase());
        };
    }

    private static String text(HttpServletRequest request, String attribute) {
        return request.getAttribute(attribute) instanceof String it ? it : "";
    }
}
