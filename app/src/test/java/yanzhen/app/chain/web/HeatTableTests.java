package yanzhen.app.chain.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import yanzhen.app.chain.Makers.Maker;
import yanzhen.app.kernel.Bilingual;

class HeatTableTests {

    private static final UUID WAFER = new UUID(1, 1);
    private static final UUID RESIST = new UUID(1, 2);

    @Test
    void sumsTheKnownSharesOfAPlaceAndSaysWhatItDoesNotKnow() {
        var row =
                table(
                                maker("甲", "JP", null, "40"),
                                maker("乙", "JP", null, "12.5"),
                                maker("丙", "JP", null, null))
                        .row(WAFER);

        var japan = row.at("JP").orElseThrow();
        assertThat(japan.share()).isEqualByComparingTo("52.5");
        assertThat(japan.makers()).isEqualTo(3);
        assertThat(japan.unshared()).isEqualTo(1);
        assertThat(row.at("US")).isEmpty();
    }

    @Test
    void keepsUnknownApartFromNegligibleAndFromNothing() {
        var table =
                HeatTable.of(
                        List.of(
                                maker("甲", "JP", null, null),
                                new Maker(
                                        WAFER, null, name("乙"), "US", null, null, true, false,
                                        false)),
                        Spots.By.REGION);

        assertThat(table.row(WAFER).at("JP").orElseThrow().share()).isNull();
        assertThat(table.row(WAFER).at("JP").orElseThrow().negligible()).isFalse();
        assertThat(table.row(WAFER).at("US").orElseThrow().negligible()).isTrue();
        assertThat(table.row(WAFER).unknown()).isFalse();
        assertThat(table.row(RESIST).unknown()).isTrue();
    }

    /** The two totals say 60 and 40; the single maker in Japan is part of its total. */
    @Test
    void takesTotalsOfCountriesWhereNoSingleMakerHasAShare() {
        var row =
                table(maker("甲", "JP", null, null), total("JP", "60"), total("US", "40"))
                        .row(WAFER);

        assertThat(row.at("JP").orElseThrow().share()).isEqualByComparingTo("60");
        assertThat(row.at("JP").orElseThrow().makers()).isEqualTo(1);
        assertThat(row.at("US").orElseThrow().share()).isEqualByComparingTo("40");
        assertThat(row.at("US").orElseThrow().makers()).isZero();
        assertThat(row.at("US").orElseThrow().totals()).isTrue();
    }

    @Test
    void neverAddsATotalToTheSharesOfItsMakers() {
        var row = table(maker("甲", "JP", null, "55"), total("JP", "60")).row(WAFER);

        assertThat(row.at("JP").orElseThrow().share()).isEqualByComparingTo("55");
    }

    @Test
    void dividesHomeByProvinceOrByDistrictAndCountsOthersThereAtLarge() {
        var makers =
                List.of(
                        maker("甲", "CN", "310115", "20"),
                        maker("乙", "CN", "310104", "10"),
                        maker("丙", "CN", null, "5"));

        assertThat(HeatTable.of(makers, Spots.By.REGION).places()).containsExactly("310000", "CN");
        assertThat(HeatTable.of(makers, Spots.By.DISTRICT).places())
                .containsExactly("310104", "310115", "CN");
        assertThat(HeatTable.of(makers, Spots.By.REGION).row(WAFER).shareAt("310000"))
                .isEqualByComparingTo("30");
    }

    @Test
    void putsCountriesInTheOrderOfTheirMakersAndVariousLast() {
        var places =
                table(
                                maker("甲", "ZZ", null, "1"),
                                maker("乙", "DE", null, "1"),
                                maker("丙", "JP", null, "1"),
                                maker("丁", "JP", null, "1"))
                        .places();

        assertThat(places).containsExactly("JP", "DE", "ZZ");
    }

    @Test
    void shadesMoreDarkerAndAKnownShareOfNothingAtLeastOnce() {
        assertThat(Shade.ofShare(BigDecimal.ZERO)).isEqualTo(1);
        assertThat(Shade.ofShare(new BigDecimal("24.99"))).isEqualTo(2);
        assertThat(Shade.ofShare(new BigDecimal(25))).isEqualTo(3);
        assertThat(Shade.ofShare(new BigDecimal(120))).isEqualTo(5);
        assertThat(Shade.ofMakers(0)).isZero();
        assertThat(Shade.ofMakers(3)).isEqualTo(2);
        assertThat(Shade.legend(Shade.MAKERS, ""))
                .containsExactly("1", "2–3", "4–6", "7–11", "12+");
        assertThat(Shade.legend(Shade.SHARES, "%"))
                .containsExactly("0–10%", "10–25%", "25–50%", "50–75%", "75+%");
    }

    private static HeatTable table(Maker... makers) {
        return HeatTable.of(List.of(makers), Spots.By.REGION);
    }

    private static Maker maker(
            String name, String country, @Nullable String district, @Nullable String share) {
        return new Maker(
                WAFER,
                null,
                name(name),
                country,
                district,
                share == null ? null : new BigDecimal(share),
                false,
                false,
                false);
    }

    private static Maker total(String country, String share) {
        return new Maker(
                WAFER, null, name("合计"), country, null, new BigDecimal(share), false, true, false);
    }

    private static Bilingual name(String name) {
        return new Bilingual(name, name);
    }
}
