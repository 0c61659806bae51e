package yanzhen.app.notice.web;

import org.springframework.stereotype.Component;
import yanzhen.app.notice.Inbox;
import yanzhen.app.site.Bell;

@Component
class NoticeBell implements Bell {

    private final Inbox inbox;

    NoticeBell(Inbox inbox) {
        this.inbox = inbox;
    }

    @Override
    public String key() {
        return "notices";
    }

    @Override
    public String path() {
        return "/notices";
    }

    @Override
    public long count() {
        return inbox.unread(MOST);
    }
}
