package yanzhen.app.notice.web;

import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import yanzhen.app.notice.NodeAddress;

/** Whole addresses of calendars: as the operator says, or as the request at hand came in. */
@Component
class FeedAddress {

    private final NodeAddress node;

    FeedAddress(NodeAddress node) {
        this.node = node;
    }

    String base() {
        return node.given()
                .orElseGet(() ->
                        ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString());
    }

    /** What everybody may read, in a language. */
    String open(boolean english) {
        return base() + "/calendar.ics" + (english ? "?lang=en" : "");
    }

    String of(String token) {
        return base() + "/calendar/" + token + ".ics";
    }
}
