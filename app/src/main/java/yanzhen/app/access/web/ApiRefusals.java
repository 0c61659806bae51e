package yanzhen.app.access.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectMapper;

/** What the API says to those whom it does not let in, as problem details (RFC 9457). */
@Component
class ApiRefusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final ObjectMapper json;

    ApiRefusals(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public void commence(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException fault)
            throws IOException {
        if (fault instanceof MustWait wait) {
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wait.seconds()));
            say(
                    response,
                    HttpStatus.TOO_MANY_REQUESTS,
                    "must-wait",
                    String.valueOf(wait.getMessage()));
            return;
        }
        response.setHeader(
                HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Yanzhen\", charset=\"UTF-8\"");
        say(
                response,
                HttpStatus.UNAUTHORIZED,
                "unauthorised",
                "Send login and password of an account by HTTP Basic.");
    }

    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException fault)
            throws IOException {
        say(
                response,
                HttpStatus.FORBIDDEN,
                "forbidden",
                "The account's role may not call this endpoint.");
    }

    private void say(HttpServletResponse response, HttpStatus status, String code, String detail)
            throws IOException {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:yanzhen:problem:" + code));
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), problem);
    }
}
