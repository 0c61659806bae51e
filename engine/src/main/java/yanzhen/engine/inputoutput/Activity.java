package yanzhen.engine.inputoutput;

/** 地区部门: one sector of one region; a row and a column of a table. */
public record Activity(String region, String sector) {

    public Activity {
        if (region.isBlank() || sector.isBlank()) {
            throw new IllegalArgumentException(
                    "The region (%s) and the sector (%s) must both have a name."
                            .formatted(region, sector));
        }
    }

    @Override
    public String toString() {
        return region + " / " + sector;
    }
}
