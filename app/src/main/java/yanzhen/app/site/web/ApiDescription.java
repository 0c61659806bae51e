package yanzhen.app.site.web;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Matrix;
import yanzhen.app.access.Matrix.Row;
import yanzhen.app.access.Matrix.Verdict;
import yanzhen.app.access.Role;
import yanzhen.app.site.Api;

/**
 * 接口说明: the part of the OpenAPI document that no handler says of itself: who may call, and how a
 * call can fail. Both follow from the matrix, the method and the parameters, so that they are true
 * of every endpoint without a word at any.
 */
@Component
class ApiDescription implements GlobalOpenApiCustomizer {

    private static final String BASIC = "basic";
    private static final String PROBLEM = "Problem";
    private static final String LANGUAGE = "AcceptLanguage";

    /** Every refusal, as RFC 9457 lays it out. */
    @Schema(name = PROBLEM)
    record Problem(
            @Schema(description = "urn:yanzhen:problem: and what kind of refusal it is") URI type,
            String title,
            int status,
            String detail,
            @Schema(description = "The path that was asked for") URI instance,
            @Schema(description = "How many problems there are, those not listed included")
                    @Nullable Long count,
            @Schema(description = "How many rows of the tables they are in") @Nullable Integer rows,
            @Schema(description = "Whether reading stopped early, so that there may be more")
                    @Nullable Boolean maybeMore,
            @Schema(description = "What to mend, by place; at most 1,000")
                    @Nullable List<ApiFaults.Entry> problems) {}

    private final Map<String, Row> rows;

    ApiDescription(Matrix matrix) {
        rows = matrix.rows().stream().collect(Collectors.toMap(Row::endpoint, Function.identity()));
    }

    @Override
    public void customise(OpenAPI api) {
        api.setInfo(info());
        api.setComponents(completed(api.getComponents()));
        api.getPaths()
                .forEach((path, item) ->
                        item.readOperationsMap()
                                .forEach((method, operation) ->
                                        describe(row(method + " " + path), operation)));
    }

    private static Info info() {
        return new Info()
                .title("Yanzhen 雁阵")
                .version("v1")
                .description(
                        "Whatever is refused is answered with application/problem+json (RFC 9457)."
                                + " A command takes effect once for its Idempotency-Key."
                                + " Lists come in pages: send the next of one page as the cursor of"
                                + " the following.");
    }

    private static Components completed(@Nullable Components found) {
        var all = found == null ? new Components() : found;
        ModelConverters.getInstance(true).readAll(Problem.class).forEach(all::addSchemas);
        all.addParameters(
                LANGUAGE,
                new Parameter()
                        .in("header")
                        .name(HttpHeaders.ACCEPT_LANGUAGE)
                        .description(
                                "Language of sentences and problems: en, or zh, which is also what"
                                        + " is answered where neither is asked for.")
                        .schema(new StringSchema()));
        return all.addSecuritySchemes(
                BASIC,
                new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("basic")
                        .description("Login and password of an account, in UTF-8."));
    }

    private Row row(String endpoint) {
        var row = rows.get(endpoint);
        if (row == null) {
            throw new IllegalStateException("access/matrix.yaml lacks " + endpoint + ".");
        }
        return row;
    }

    private static void describe(Row row, Operation operation) {
        operation.setSecurity(security(row));
        key(operation).ifPresent(ApiDescription::explain);
        var answers = operation.getResponses();
        if (row.method().equals("POST") && !answers.containsKey("201")) {
            answers.addApiResponse("201", answers.remove("200"));
        }
        answers.forEach((status, answer) -> succeeded(status, answer, key(operation).isPresent()));
        for (var status : refusals(row, operation)) {
            answers.addApiResponse(String.valueOf(status.value()), refusal(status));
        }
        operation.addParametersItem(new Parameter().$ref("#/components/parameters/" + LANGUAGE));
    }

    /** Whoever may call without an account may still send one, and then sees what is their own. */
    private static List<SecurityRequirement> security(Row row) {
        var account = new SecurityRequirement().addList(BASIC);
        return forEveryone(row) ? List.of(new SecurityRequirement(), account) : List.of(account);
    }

    private static boolean forEveryone(Row row) {
        return row.of(Role.PUBLIC) == Verdict.ALLOWED;
    }

    private static Optional<Parameter> key(Operation operation) {
        return parameters(operation).stream().filter(it -> Api.KEY.equals(it.getName())).findAny();
    }

    private static List<Parameter> parameters(Operation operation) {
        return operation.getParameters() == null ? List.of() : operation.getParameters();
    }

    private static void explain(Parameter key) {
        key.description(
                        "Chosen by the sender, 8 to 100 printable characters. Sent again with the"
                                + " same content, the command is not done again and is answered as"
                                + " before; with another content it is refused with 422.")
                .schema(new StringSchema().minLength(8).maxLength(100));
    }

    private static void succeeded(String status, ApiResponse answer, boolean command) {
        if (status.equals("304")) {
            answer.setContent(null);
        }
        if (status.equals("201")) {
            answer.description("Done.")
                    .addHeaderObject(HttpHeaders.LOCATION, header("Where it can be read."));
        }
        if (command && status.startsWith("2")) {
            answer.addHeaderObject(
                    "Idempotency-Replayed",
                    header("true when the key came before and nothing was done this time."));
        }
    }

    private static Header header(String description) {
        return new Header().description(description).schema(new StringSchema());
    }

    private static Set<HttpStatus> refusals(Row row, Operation operation) {
        // A wrong password is refused even where none is asked for; anything can break.
        var all =
                EnumSet.of(
                        HttpStatus.UNAUTHORIZED,
                        HttpStatus.TOO_MANY_REQUESTS,
                        HttpStatus.INTERNAL_SERVER_ERROR);
        boolean command = !row.method().equals("GET");
        boolean body = operation.getRequestBody() != null;
        if (body || !parameters(operation).isEmpty()) {
            all.add(HttpStatus.BAD_REQUEST);
        }
        if (!forEveryone(row)) {
            all.add(HttpStatus.FORBIDDEN);
        }
        // What a command names may be gone as well as what its address names.
        if (command || row.pattern().getPatternString().contains("{")) {
            all.add(HttpStatus.NOT_FOUND);
        }
        if (command) {
            all.add(HttpStatus.CONFLICT);
            all.add(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        if (body) {
            all.add(HttpStatus.CONTENT_TOO_LARGE);
            all.add(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
        }
        operation.getResponses().keySet().stream()
                .filter(it -> it.startsWith("4"))
                .map(it -> HttpStatus.valueOf(Integer.parseInt(it)))
                .forEach(all::add);
        return all;
    }

    private static ApiResponse refusal(HttpStatus status) {
        var problem =
                new io.swagger.v3.oas.models.media.MediaType()
                        .schema(
                                new io.swagger.v3.oas.models.media.Schema<>()
                                        .$ref("#/components/schemas/" + PROBLEM));
        var answer =
                new ApiResponse()
                        .description(said(status))
                        .content(
                                new Content()
                                        .addMediaType(
                                                MediaType.APPLICATION_PROBLEM_JSON_VALUE, problem));
        return switch (status) {
            case UNAUTHORIZED ->
                    answer.addHeaderObject(
                            HttpHeaders.WWW_AUTHENTICATE, header("How to say who asks."));
            case TOO_MANY_REQUESTS ->
                    answer.addHeaderObject(
                            HttpHeaders.RETRY_AFTER,
                            new Header()
                                    .description("Seconds to wait.")
                                    .schema(new IntegerSchema()));
            default -> answer;
        };
    }

    private static String said(HttpStatus status) {
        return switch (status) {
            case BAD_REQUEST -> "A parameter, header or body cannot be read.";
            case UNAUTHORIZED ->
                    "No account was named where one is needed, or its password is wrong.";
            case FORBIDDEN -> "The account's role may not do this, or not to this one.";
            case NOT_FOUND -> "There is no such thing, or this account may not know of it.";
            case CONFLICT -> "Its present state does not allow this. Nothing has been stored.";
            case PRECONDITION_FAILED ->
                    "It has changed since the ETag of If-Match. Nothing has been stored.";
            case CONTENT_TOO_LARGE -> "The body is too large. Nothing has been stored.";
            case UNSUPPORTED_MEDIA_TYPE -> "The body is of a media type that is not taken here.";
            case UNPROCESSABLE_CONTENT ->
                    "The content cannot be taken; every problem is listed. Nothing has been stored.";
            case TOO_MANY_REQUESTS ->
                    "Logging in must wait: too many failures, or too much at once.";
            case INTERNAL_SERVER_ERROR ->
                    "A fault on our side, which has been logged. A command sent again with its key"
                            + " is done once at most.";
            default -> status.getReasonPhrase();
        };
    }
}
