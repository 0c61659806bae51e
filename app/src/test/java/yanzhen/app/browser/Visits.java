package yanzhen.app.browser;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.MessageSource;

/** The visits of one test. Ask for one as a parameter of the test. */
final class Visits {

    private final Browser browser;
    private final String address;
    private final MessageSource messages;
    private final List<Visit> visits = new ArrayList<>();

    Visits(Browser browser, String address, MessageSource messages) {
        this.browser = browser;
        this.address = address;
        this.messages = messages;
    }

    /** Somebody new, with cookies of their own. */
    Visit in(Language language) {
        var visit = new Visit(address, language, messages, browser.context(address, language));
        visits.add(visit);
        return visit;
    }

    List<String> faults() {
        return visits.stream().flatMap(visit -> visit.faults().stream()).distinct().toList();
    }

    void keep(Path folder) throws IOException {
        for (int i = 0; i < visits.size(); i++) {
            visits.get(i).keep(folder, "visit-" + (i + 1));
        }
    }

    void close() {
        visits.forEach(Visit::close);
        visits.clear();
    }
}
