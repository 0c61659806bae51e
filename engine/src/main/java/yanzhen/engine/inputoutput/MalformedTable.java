package yanzhen.engine.inputoutput;

import java.util.List;
import java.util.stream.Collectors;

/** Numbers that are not a table; names everything that is wrong with them. */
public final class MalformedTable extends IllegalArgumentException {

    private static final int SAID = 20;

    private final transient List<TableFault> faults;

    MalformedTable(List<TableFault> faults) {
        super(sentences(faults));
        this.faults = List.copyOf(faults);
    }

    /** All of them, by place in the table. */
    public List<TableFault> faults() {
        return faults;
    }

    private static String sentences(List<TableFault> faults) {
        var said =
                faults.stream()
                        .limit(SAID)
                        .map(TableFault::sentence)
                        .collect(Collectors.joining("\n"));
        int unsaid = faults.size() - SAID;
        return unsaid > 0 ? said + "\n… and %d more.".formatted(unsaid) : said;
    }
}
