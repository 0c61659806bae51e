package yanzhen.app.access.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;
import tools.jackson.databind.ObjectMapper;

/** What the API says to those whom it does not let in, as problem details (RFC 9457). */
@Component
class ApiRefusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final ObjectMapper json;
    private final MessageSource messages;
    private final LocaleResolver locales;

    ApiRefusals(ObjectMapper json, MessageSource messages, LocaleResolver locales) {
        this.json = json;
        this.messages = messages;
        this.locales = locales;
    }

    @Override
    public void commence(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException fault)
            throws IOException {
        var answer = new Answer(request, response, locales.resolveLocale(request));
        if (fault instanceof MustWait wait) {
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wait.seconds()));
            var why = "api.must-wait." + wait.why().name().toLowerCase(Locale.ROOT);
            say(answer, HttpStatus.TOO_MANY_REQUESTS, "must-wait", why, wait.seconds());
            return;
        }
        response.setHeader(
                HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Yanzhen\", charset=\"UTF-8\"");
        var why =
                fault instanceof BadCredentialsException ? "api.wrong-password" : "api.no-account";
        say(answer, HttpStatus.UNAUTHORIZED, "unauthorised", why);
    }

    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException fault)
            throws IOException {
        var answer = new Answer(request, response, locales.resolveLocale(request));
        say(answer, HttpStatus.FORBIDDEN, "forbidden", "api.role");
    }

    private record Answer(
            HttpServletRequest request, HttpServletResponse response, Locale locale) {}

    private void say(Answer to, HttpStatus status, String code, String key, Object... values)
            throws IOException {
        var problem =
                ProblemDetail.forStatusAndDetail(
                        status, messages.getMessage(key, values, to.locale));
        problem.setTitle(messages.getMessage("api.title." + status.value(), null, to.locale));
        problem.setType(URI.create("urn:yanzhen:problem:" + code));
        problem.setInstance(URI.create(to.request.getRequestURI()));
        to.response.setStatus(status.value());
        to.response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(to.response.getOutputStream(), problem);
    }
}
