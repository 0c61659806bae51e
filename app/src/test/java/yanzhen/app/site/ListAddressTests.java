package yanzhen.app.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ListAddressTests {

    private enum Sort {
        NAME,
        WEIGHT
    }

    private static final ListAddress LIST =
            ListAddress.of("/things").with("q", "泵").with("year", null).with("state", "");

    @Test
    void keepsWhatWasAskedOnEveryPage() {
        assertThat(LIST.first()).isEqualTo("/things?q=%E6%B3%B5&state=");
        assertThat(LIST.after("abc")).isEqualTo("/things?q=%E6%B3%B5&state=&cursor=abc");
        assertThat(LIST.export("csv")).isEqualTo("/things/export/csv?q=%E6%B3%B5&state=");
        assertThat(ListAddress.of("/things").first()).isEqualTo("/things");
    }

    /** A plus left as it is would come back as a space. */
    @Test
    void writesEverySignOfAWordSoThatItComesBack() {
        assertThat(ListAddress.of("/things").with("q", "C++ & {a}").first())
                .isEqualTo("/things?q=C%2B%2B%20%26%20%7Ba%7D");
    }

    @Test
    void turnsAColumnRoundWhenItIsAskedForAgain() {
        var byName = LIST.sorted(Sort.NAME, false);

        assertThat(byName.sortedBy("NAME")).endsWith("&sort=NAME&desc=true");
        assertThat(LIST.sorted(Sort.NAME, true).sortedBy("NAME")).endsWith("&sort=NAME&desc=false");
        assertThat(byName.sortedBy("WEIGHT")).endsWith("&sort=WEIGHT&desc=false");
    }

    @Test
    void neverTurnsAColumnOfOneDirection() {
        assertThat(LIST.sorted(Sort.NAME).sortedBy("NAME")).endsWith("&state=&sort=NAME");
    }

    @Test
    void keepsTheOrderOnOtherPagesAndInTheTable() {
        var byName = ListAddress.of("/things").sorted(Sort.NAME, true);

        assertThat(byName.after("abc")).isEqualTo("/things?sort=NAME&desc=true&cursor=abc");
        assertThat(byName.export("xlsx")).isEqualTo("/things/export/xlsx?sort=NAME&desc=true");
    }

    @Test
    void saysHowItRuns() {
        var list = LIST.largestFirst(Sort.WEIGHT);

        assertThat(list.sorted(Sort.NAME).sortOf("NAME")).isEqualTo("ascending");
        assertThat(list.sorted(Sort.NAME, true).sortOf("NAME")).isEqualTo("descending");
        assertThat(list.sorted(Sort.WEIGHT).sortOf("WEIGHT")).isEqualTo("descending");
        assertThat(list.sorted(Sort.WEIGHT, true).sortOf("WEIGHT")).isEqualTo("ascending");
        assertThat(list.sorted(Sort.NAME).sortOf("WEIGHT")).isNull();
    }

    @Test
    void leadsToItsPlaceOfThePageButNotInTheTable() {
        var list = ListAddress.of("/things").at("rows");

        assertThat(list.page("from", 200)).isEqualTo("/things?from=200#rows");
        assertThat(list.export("csv")).isEqualTo("/things/export/csv");
    }
}
