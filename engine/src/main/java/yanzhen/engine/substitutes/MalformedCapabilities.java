package yanzhen.engine.substitutes;

import java.util.List;
import java.util.stream.Collectors;

/** Records that are not a table of capabilities; names everything that is wrong with them. */
public final class MalformedCapabilities extends IllegalArgumentException {

    private static final int SAID = 20;

    private final transient List<String> faults;

    MalformedCapabilities(List<String> faults) {
        super(
                faults.stream().limit(SAID).collect(Collectors.joining("\n"))
                        + (faults.size() > SAID
                                ? "\n… and %d more.".formatted(faults.size() - SAID)
                                : ""));
        this.faults = List.copyOf(faults);
    }

    /** One sentence each, in the order of the records. */
    public List<String> faults() {
        return faults;
    }
}
