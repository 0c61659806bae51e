package yanzhen.app.chain;

/**
 * 级联设定: how a cascade is read where the data say nothing. The pack says what is usual ({@link
 * CascadeRules}); a question may ask otherwise.
 *
 * <p>Follows Diem, Borsos, Reisch, Kertész, Thurner, Scientific Reports 12, 7719 (2022), where
 * producers of goods cannot do without goods, and firms of one industry stand in for each other.
 *
 * @param goods sections of GB/T 4754 whose firms make goods, as letters, for example ABCDE
 * @param growth a cascade counts as settled once no firm's loss grows by more in a step; share of
 *     its output, above 0
 */
public record CascadeReading(Inputs inputs, Substitutes substitutes, String goods, double growth) {

    /** 投入必需性: which inputs a firm cannot do without. */
    public enum Inputs {
        /** 实物必需: producers of goods need every kind of goods that they buy. */
        GOODS,
        /** 全部必需: every firm needs every kind of input that it buys; the worst case. */
        ALL,
        /** 均可减量: what is missing of an input costs its share and no more; the mildest case. */
        NONE
    }

    /** 替代供应: who can stand in for a supplier. */
    public enum Substitutes {
        /** 同业可替代: firms of the same industry, as far as what is left of it reaches. */
        WITHIN_INDUSTRY,
        /** 无人可替代: nobody. */
        NOBODY
    }

    /**
     * @throws IllegalArgumentException when the growth is not a share above 0, or goods are no
     *     sections
     */
    public CascadeReading {
        if (!goods.matches("[A-T]+")) {
            throw new IllegalArgumentException(
                    "The sections (%s) are not letters from A to T.".formatted(goods));
        }
        if (!(growth > 0 && growth < 1)) {
            throw new IllegalArgumentException(
                    "The growth (%s) is not a share above 0 and below 1.".formatted(growth));
        }
    }
}
