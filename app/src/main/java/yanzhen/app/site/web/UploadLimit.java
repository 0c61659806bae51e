package yanzhen.app.site.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.LocaleResolver;
import tools.jackson.databind.ObjectMapper;

/**
 * Answers 413 to an upload that is too large, before anybody reads it.
 *
 * <p>Further in, the form's token could not be read from it and the answer would be a misleading
 * 403. The container swallows what is still on its way, so that the sender gets to see the answer.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class UploadLimit extends OncePerRequestFilter {

    private final long most;
    private final ApiProblems problems;
    private final LocaleResolver locales;
    private final ObjectMapper json;

    UploadLimit(
            @Value("${spring.servlet.multipart.max-request-size}") DataSize most,
            ApiProblems problems,
            LocaleResolver locales,
            ObjectMapper json) {
        this.most = most.toBytes();
        this.problems = problems;
        this.locales = locales;
        this.json = json;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var type = request.getContentType();
        long length = request.getContentLengthLong();
        if (length <= most || type == null || !type.startsWith("multipart/")) {
            chain.doFilter(request, response);
        } else if (request.getRequestURI().contains("/api/")) {
            tell(request, response, length);
        } else {
            request.setAttribute(
                    RequestDispatcher.ERROR_STATUS_CODE, HttpStatus.CONTENT_TOO_LARGE.value());
            request.getRequestDispatcher("/error").forward(new WithoutBody(request), response);
        }
    }

    private void tell(HttpServletRequest request, HttpServletResponse response, long length)
            throws IOException {
        var locale = locales.resolveLocale(request);
        var status = HttpStatus.CONTENT_TOO_LARGE;
        var detail = problems.say("api.too-large.by", locale, length, most);
        var problem = problems.of(status, "too-large", detail, locale);
        problem.setInstance(URI.create(request.getRequestURI()));
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), problem);
    }

    /** The page of the fault must not try to read the upload either. */
    private static final class WithoutBody extends HttpServletRequestWrapper {
        WithoutBody(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getMethod() {
            return "GET";
        }

        @Override
        public @Nullable String getContentType() {
            return null;
        }

        @Override
        public @Nullable String getParameter(String name) {
            return null;
        }

        @Override
        public String @Nullable [] getParameterValues(String name) {
            return null;
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return Map.of();
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.emptyEnumeration();
        }
    }
}
