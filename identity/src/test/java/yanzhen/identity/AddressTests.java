package yanzhen.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTests {

    @ParameterizedTest
    @CsvSource({
        "上海市浦东新区张江路665号3幢101室, 浦东, 张江路, 665",
        "浦东新区张江路６６５號, 浦东, 张江路, 665",
        "上海市 闵行区 联航路 1188 号, 闵行, 联航路, 1188",
        "上海闵行區聯航路1188號, 闵行, 联航路, 1188",
        "浦东新区祖冲之路887弄71号, 浦东, 祖冲之路, 887",
        "中国（上海）自由贸易试验区金科路2889弄, '', 金科路, 2889",
        "徐汇区漕河泾街道钦州北路1122号, 徐汇, 钦州北路, 1122",
        "上海市崇明区长兴镇江南大道988号, 崇明, 江南大道, 988",
        "某大厦12层, '', '', ''"
    })
    void findsDistrictRoadAndNumber(String written, String district, String road, String number) {
        var address = Address.of(written);

        assertThat(address.district()).isEqualTo(district);
        assertThat(address.road()).isEqualTo(road);
        assertThat(address.number()).isEqualTo(number);
    }
}
