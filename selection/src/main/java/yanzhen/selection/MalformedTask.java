package yanzhen.selection;

import java.util.List;
import java.util.stream.Collectors;

/** A task that cannot be asked; names everything that is wrong with it. */
public final class MalformedTask extends IllegalArgumentException {

    private static final int SAID = 20;

    private final transient List<String> faults;

    /**
     * With what is wrong.
     *
     * @param faults one sentence each, at least one
     */
    public MalformedTask(List<String> faults) {
        super(
                faults.stream().limit(SAID).collect(Collectors.joining("\n"))
                        + (faults.size() > SAID
                                ? "\n… and %d more.".formatted(faults.size() - SAID)
                                : ""));
        this.faults = List.copyOf(faults);
    }

    /** Refuses when there is a fault. */
    public static void unless(List<String> faults) {
        if (!faults.isEmpty()) {
            throw new MalformedTask(faults);
        }
    }

    /** One sentence each, in the order of the task. */
    public List<String> faults() {
        return faults;
    }
}
