package yanzhen.app.cluster;

import java.util.List;
import java.util.Optional;

/** 行政区划 of the pack. */
public interface Regions {

    /** The districts, by code. */
    List<Region> districts();

    Optional<Region> find(String code);
}
