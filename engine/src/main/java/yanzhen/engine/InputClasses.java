package yanzhen.engine;

/**
 * 投入品类别表: the class of each sector's products for each buying sector. All essential is Leontief's
 * production function, all non-essential the linear one, a mixture the generalised one.
 */
public final class InputClasses {

    private final int sectors;
    private final InputClass[] classes;

    /** How far apart rows and columns lie: 0 where one class stands for all of them. */
    private final int row;

    private final int column;

    private InputClasses(int sectors, InputClass[] classes) {
        this.sectors = sectors;
        this.classes = classes;
        this.row = classes.length > 1 ? sectors : 0;
        this.column = classes.length > 1 ? 1 : 0;
    }

    /** Every input of every sector is of this class; takes no room, however many there are. */
    public static InputClasses all(int sectors, InputClass one) {
        return new InputClasses(sectors, new InputClass[] {one});
    }

    /**
     * A table given by rows: the supplying sector, then the buying one.
     *
     * @throws IllegalArgumentException when a row is not as long as there are rows
     */
    public static InputClasses of(InputClass[][] rows) {
        int sectors = rows.length;
        var classes = new InputClass[sectors * sectors];
        for (int row = 0; row < sectors; row++) {
            if (rows[row].length != sectors) {
                throw new IllegalArgumentException(
                        "Row %d of the input classes has %d columns for %d sectors."
                                .formatted(row, rows[row].length, sectors));
            }
            System.arraycopy(rows[row], 0, classes, row * sectors, sectors);
        }
        return new InputClasses(sectors, classes);
    }

    public int sectors() {
        return sectors;
    }

    /** What the products of one sector are to a buyer of another. */
    public InputClass of(int supplying, int buying) {
        return classes[supplying * row + buying * column];
    }
}
