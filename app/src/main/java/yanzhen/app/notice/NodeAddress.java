package yanzhen.app.notice;

import java.net.URI;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** 对外地址: where the operator says that this node is reached ({@code yanzhen.address}). */
@Component
public class NodeAddress {

    private final String given;

    public NodeAddress(@Value("${yanzhen.address:}") String given) {
        this.given = given.strip().replaceAll("/+$", "");
    }

    /** Without a slash at its end; empty when the operator said nothing. */
    public Optional<String> given() {
        return given.isEmpty() ? Optional.empty() : Optional.of(given);
    }

    /** The name in it; {@code yanzhen.invalid} when there is none. */
    public String host() {
        try {
            var host = given.isEmpty() ? null : URI.create(given).getHost();
            return host == null ? "yanzhen.invalid" : host;
        } catch (IllegalArgumentException e) {
            return "yanzhen.invalid";
        }
    }
}
