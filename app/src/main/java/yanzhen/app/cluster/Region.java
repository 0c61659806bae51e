package yanzhen.app.cluster;

import yanzhen.app.kernel.Bilingual;

/**
 * 行政区 or 园区.
 *
 * @param code six digits; of a park with letters behind those of its district
 * @param isDistrict neither the region itself nor a park
 * @param synthetic 演示数据
 */
public record Region(String code, Bilingual name, boolean isDistrict, boolean synthetic) {

    /** The district of a park. */
    public String district() {
        return code.substring(0, 6);
    }
}
