package yanzhen.app.evidence.store;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import yanzhen.app.kernel.Problem;

/** 不予接收的发现: what one file brings that is not taken, each once, the first {@value #MOST}. */
final class Findings {

    private static final int MOST = 40;
    private static final int SHOWN = 120;

    private final String name;
    private final Set<Problem> found = new LinkedHashSet<>();

    /**
     * Of one file.
     *
     * @param name of the file, as it may be shown
     */
    Findings(String name) {
        this.name = name;
    }

    /**
     * Adds one.
     *
     * @param code which problem
     * @param details entry or object first, then what stands there
     */
    void add(String code, Object... details) {
        if (found.size() < MOST) {
            var shown = Arrays.stream(details).map(Findings::shown).toList();
            found.add(new Problem("", null, "", name, code, shown));
        }
    }

    private static String shown(Object detail) {
        var text = String.valueOf(detail).replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}]", "");
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    /**
     * Adds it unless something of the same code was found: one object is seen in several places.
     */
    void addUnlessKnown(String code, Object... details) {
        if (!has(code)) {
            add(code, details);
        }
    }

    boolean has(String code) {
        return found.stream().anyMatch(it -> it.code().equals(code));
    }

    List<Problem> all() {
        return List.copyOf(found);
    }
}
