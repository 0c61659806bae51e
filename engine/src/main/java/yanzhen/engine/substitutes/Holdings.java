package yanzhen.engine.substitutes;

import java.util.Arrays;
import java.util.List;

/** 能力持有关系: which firm has which capability, yes or no. */
public final class Holdings {

    final int[][] ofFirm;
    final int[][] ofCapability;
    private final List<Capability> capabilities;

    /** Takes the numbers, which rise for each firm, as they are. */
    Holdings(List<Capability> capabilities, int[][] ofFirm) {
        this.capabilities = capabilities;
        this.ofFirm = ofFirm;
        ofCapability = turned(ofFirm, capabilities.size());
    }

    private static int[][] turned(int[][] rows, int columns) {
        var counts = new int[columns];
        for (var row : rows) {
            for (int column : row) {
                counts[column]++;
            }
        }
        var turned = new int[columns][];
        Arrays.setAll(turned, it -> new int[counts[it]]);
        Arrays.fill(counts, 0);
        for (int row = 0; row < rows.length; row++) {
            for (int column : rows[row]) {
                turned[column][counts[column]++] = row;
            }
        }
        return turned;
    }

    public int firms() {
        return ofFirm.length;
    }

    /** By number. */
    public List<Capability> capabilities() {
        return capabilities;
    }

    public boolean holds(int firm, int capability) {
        return Arrays.binarySearch(ofFirm[firm], capability) >= 0;
    }

    /** 多样性: how many capabilities a firm has. */
    public int diversity(int firm) {
        return ofFirm[firm].length;
    }

    /** 普遍性: how many firms have a capability. */
    public int ubiquity(int capability) {
        return ofCapability[capability].length;
    }

    /** Numbers of the firms that have a capability, as a new array. */
    public int[] holders(int capability) {
        return ofCapability[capability].clone();
    }
}
