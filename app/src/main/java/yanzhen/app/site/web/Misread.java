package yanzhen.app.site.web;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.util.ClassUtils;
import org.springframework.validation.BindException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import yanzhen.app.evidence.CommandKeyUnfit;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Api;
import yanzhen.app.site.Unreadable;

/** 读不懂的请求: which fields of a request could not be read, what was in them, and what to send. */
final class Misread {

    private static final String BODY = "body";

    private Misread() {}

    /** The problems behind a fault, one of each field; none when it is no fault of fields. */
    static Problems in(Exception fault) {
        var problems = new Problems();
        switch (fault) {
            case Unreadable it -> problems.add(it.problem());
            case CommandKeyUnfit it -> problems.add(problem(Api.KEY, it.key(), "command-key"));
            case MethodArgumentTypeMismatchException it ->
                    problems.add(unfit(it.getName(), text(it.getValue()), it.getRequiredType()));
            case BindException it ->
                    it.getFieldErrors().forEach(field -> problems.add(unbound(field)));
            case MissingServletRequestParameterException it ->
                    problems.add(missing(it.getParameterName()));
            case MissingRequestHeaderException it -> problems.add(missing(it.getHeaderName()));
            case MissingServletRequestPartException it ->
                    problems.add(missing(it.getRequestPartName()));
            case HttpMessageNotReadableException it -> problems.add(body(it));
            default -> {}
        }
        return problems;
    }

    private static Problem unbound(FieldError field) {
        var value = text(field.getRejectedValue());
        var wanted =
                field.contains(TypeMismatchException.class)
                        ? field.unwrap(TypeMismatchException.class).getRequiredType()
                        : null;
        return unfit(field.getField(), value, wanted);
    }

    private static Problem missing(String field) {
        return problem(field, "", "parameter-missing");
    }

    private static Problem problem(String field, String value, String code, String... details) {
        return new Problem("", null, field, value, code, List.of(details));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : String.valueOf(value);
    }

    private static Problem unfit(String field, String value, @Nullable Class<?> wanted) {
        var type = wanted == null ? Object.class : ClassUtils.resolvePrimitiveIfNecessary(wanted);
        return type.isEnum()
                ? problem(field, value, "one-of", choices(type))
                : problem(field, value, form(type));
    }

    private static String choices(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(it -> ((Enum<?>) it).name())
                .collect(Collectors.joining(", "));
    }

    private static String form(Class<?> type) {
        if (type == LocalDate.class) {
            return "date";
        }
        if (type == Instant.class) {
            return "instant";
        }
        if (type == UUID.class) {
            return "identity";
        }
        if (type == Boolean.class) {
            return "true-false";
        }
        if (type == Integer.class || type == Long.class) {
            return "whole-number";
        }
        return type == BigDecimal.class ? "number" : "parameter-unfit";
    }

    private static Problem body(HttpMessageNotReadableException fault) {
        return switch (fault.getCause()) {
            case InvalidFormatException it ->
                    unfit(place(it), text(it.getValue()), it.getTargetType());
            case MismatchedInputException it -> problem(place(it), "", "json-shape");
            case StreamReadException it ->
                    new Problem(
                            "",
                            it.getLocation().getLineNr(),
                            BODY,
                            "",
                            "json-broken",
                            List.of(
                                    String.valueOf(it.getLocation().getLineNr()),
                                    String.valueOf(it.getLocation().getColumnNr())));
            case null -> missing(BODY);
            default -> problem(BODY, "", "json-shape");
        };
    }

    /** Such as {@code targets[0].value}. */
    private static String place(JacksonException fault) {
        var place = new StringBuilder();
        for (var step : fault.getPath()) {
            if (step.getPropertyName() == null) {
                place.append('[').append(step.getIndex()).append(']');
            } else {
                place.append(place.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return place.isEmpty() ? BODY : place.toString();
    }
}
