package yanzhen.app.cluster.web;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * 对外地址: where this node is reached, as papers and credentials name it: as the operator says, or as
 * the request at hand came in.
 */
@Component
class PublicAddress {

    private final String given;

    PublicAddress(@Value("${yanzhen.address:}") String given) {
        this.given = given.strip().replaceAll("/+$", "");
    }

    /** The address of a path of this node, which begins with a slash. */
    String of(String path) {
        return (given.isEmpty()
                        ? ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString()
                        : given)
                + path;
    }
}
