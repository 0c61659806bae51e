package yanzhen.app.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Somebody at the other end of the wire: keeps cookies, follows no redirect, fills in the CSRF
 * token of a form as a browser does.
 */
public final class Caller {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final String address;
    private final HttpClient client;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private @Nullable String basic;
    private @Nullable String languages;

    private Caller(String address, HttpClient client) {
        this.address = address;
        this.client = client;
    }

    public static Caller at(int port) {
        return from("127.0.0.1", port);
    }

    /** Comes from this local address, such as 127.0.0.2: for the server it is another machine. */
    public static Caller from(String source, int port) {
        try {
            var client =
                    HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .localAddress(InetAddress.getByName(source))
                            .connectTimeout(Duration.ofSeconds(10))
                            .build();
            return new Caller("http://127.0.0.1:" + port, client);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From here on every request carries this account by HTTP Basic. */
    public Caller basic(String login, String password) {
        var pair = (login + ":" + password).getBytes(StandardCharsets.UTF_8);
        basic = "Basic " + Base64.getEncoder().encodeToString(pair);
        return this;
    }

    /** From here on every request says that these languages are understood. */
    public Caller speaking(String languages) {
        this.languages = languages;
        return this;
    }

    /** Logs in by the form; the answer is the redirect. */
    public HttpResponse<String> logIn(String login, String password) {
        return post("/login", Map.of("username", login, "password", password));
    }

    public HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    /** The bytes of a file. */
    public byte[] download(String path) {
        try {
            return client.send(request(path).GET().build(), BodyHandlers.ofByteArray()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Posts a form with a file of any content and a fresh CSRF token, as a browser does. */
    public HttpResponse<String> upload(
            String path, Map<String, String> fields, String field, String name, byte[] content) {
        var boundary = "----yanzhen" + System.nanoTime();
        var all = new LinkedHashMap<>(fields);
        all.put("_csrf", token());
        var head = new StringBuilder();
        all.forEach((key, value) ->
                head.append(
                        "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                                .formatted(boundary, key, value)));
        head.append(
                "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: application/octet-stream\r\n\r\n"
                        .formatted(boundary, field, name));
        var parts =
                java.util.List.of(
                        head.toString().getBytes(StandardCharsets.UTF_8),
                        content,
                        "\r\n--%s--\r\n".formatted(boundary).getBytes(StandardCharsets.UTF_8));
        return send(
                request(path)
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(BodyPublishers.ofByteArrays(parts)));
    }

    /** Posts a form with a fresh CSRF token. */
    public HttpResponse<String> post(String path, Map<String, String> fields) {
        var all = new LinkedHashMap<>(fields);
        all.put("_csrf", token());
        return send("POST", path, all);
    }

    /** Sends a form as it is, without a CSRF token. */
    public HttpResponse<String> send(String method, String path, Map<String, String> fields) {
        return send(
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .method(method, BodyPublishers.ofString(form(fields))));
    }

    /** Posts a form with a text file and a fresh CSRF token, as a browser does. */
    public HttpResponse<String> upload(
            String path, Map<String, String> fields, String file, String content) {
        var all = new LinkedHashMap<>(fields);
        all.put("_csrf", token());
        return upload(path, all, file, Map.of("a.txt", content));
    }

    /** Posts text files by their names, as a program does. */
    public HttpResponse<String> upload(
            String path, Map<String, String> fields, String field, Map<String, String> files) {
        return send(uploading(path, fields, field, files));
    }

    /** The same with an idempotency key. */
    public HttpResponse<String> upload(
            String path,
            String key,
            Map<String, String> fields,
            String field,
            Map<String, String> files) {
        return send(uploading(path, fields, field, files).header("Idempotency-Key", key));
    }

    private HttpRequest.Builder uploading(
            String path, Map<String, String> fields, String field, Map<String, String> files) {
        var boundary = "----yanzhen" + System.nanoTime();
        var body = new StringBuilder();
        fields.forEach((name, value) ->
                body.append(
                        "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                                .formatted(boundary, name, value)));
        files.forEach((name, content) ->
                body.append(
                        "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: text/plain\r\n\r\n%s\r\n"
                                .formatted(boundary, field, name, content)));
        body.append("--%s--\r\n".formatted(boundary));
        return request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofString(body.toString()));
    }

    /** Sends JSON with an idempotency key. */
    public HttpResponse<String> json(String method, String path, String key, String body) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .method(method, BodyPublishers.ofString(body)));
    }

    /** Sends JSON with an idempotency key, for a thing that is as this ETag says. */
    public HttpResponse<String> json(
            String method, String path, String key, String match, String body) {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .header("If-Match", match)
                        .method(method, BodyPublishers.ofString(body)));
    }

    /** Reads a thing unless it is as this ETag says. */
    public HttpResponse<String> getUnless(String tag, String path) {
        return send(request(path).header("If-None-Match", tag).GET());
    }

    /** The CSRF token of this session, from a page that has a form. */
    public String token() {
        var page = get(cookies.isEmpty() ? "/login" : "/login?again").body();
        var found = TOKEN.matcher(page);
        if (!found.find()) {
            throw new AssertionError("The log-in page has no CSRF token:\n" + page);
        }
        return found.group(1);
    }

    public @Nullable String cookie(String name) {
        return cookies.get(name);
    }

    public Caller withCookie(String name, String value) {
        cookies.put(name, value);
        return this;
    }

    private HttpRequest.Builder request(String path) {
        var request =
                HttpRequest.newBuilder(URI.create(address).resolve(path))
                        .timeout(Duration.ofSeconds(60));
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(it -> it.getKey() + "=" + it.getValue())
                            .collect(Collectors.joining("; ")));
        }
        if (basic != null) {
            request.header("Authorization", basic);
        }
        if (languages != null) {
            request.header("Accept-Language", languages);
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            answer.headers().allValues("Set-Cookie").forEach(this::keep);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void keep(String setCookie) {
        var pair = setCookie.split(";", 2)[0].split("=", 2);
        if (pair[1].isEmpty()) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(it -> encoded(it.getKey()) + "=" + encoded(it.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
