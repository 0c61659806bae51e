package yanzhen.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import yanzhen.identity.Name.Form;

class NameTests {

    @ParameterizedTest
    @CsvSource({
        "上海宏达科技有限公司, 上海, 宏达科技, LIMITED",
        "上海市宏达科技有限责任公司, 上海, 宏达科技, LIMITED",
        "宏达科技（上海）股份有限公司, 上海, 宏达科技, SHARES",
        "宏達科技［上海］股份有限公司, 上海, 宏达科技, SHARES",
        "江苏省苏州市宏达机床厂, 江苏 苏州, 宏达机床, PLANT",
        "上海浦东新区宏达实业公司, 上海 浦东, 宏达实业, COMPANY",
        "上海电气（集团）总公司, 上海, 电气, GENERAL",
        "上海睿祺股权投资合伙企业（有限合伙）, 上海, 睿祺股权投资, PARTNERSHIP",
        "上海宏达科技有现公司, 上海, 宏达科技, LIMITED",
        "上海大学, '', 上海大学, NONE",
        "上海市政工程设计研究总院, 上海, 市政工程设计研究总院, NONE",
        "上海区块通信息技术有限公司, 上海, 区块通信息技术, LIMITED",
        "北京永康微电子有限公司, 北京, 永康微电子, LIMITED",
        "'Hongda Technologies (Shanghai) Co., Ltd.', shanghai, hongda technologies, LIMITED",
        "INFINEON TECHNOLOGIES A.G., '', infineon technologies, SHARES",
    })
    void takesANameApart(String written, String place, String core, Form form) {
        var name = Name.of(written);

        assertThat(name.place()).isEqualTo(place);
        assertThat(name.core()).isEqualTo(core);
        assertThat(name.form()).isEqualTo(form);
        assertThat(name.branch()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "上海宏达科技有限公司苏州分公司, 苏州分公司, LIMITED",
        "宏达科技苏州分公司, 苏州分公司, NONE",
        "复旦大学附属中山医院青浦分院, 青浦分院, NONE",
    })
    void knowsABranchFromItsFirm(String written, String branch, Form form) {
        assertThat(Name.of(written).branch()).isEqualTo(branch);
        assertThat(Name.of(written).form()).isEqualTo(form);
    }

    @Test
    void forgetsANoteOfAnotherName() {
        assertThat(Name.of("上海宏达科技有限公司（原上海宏远科技有限公司）").core()).isEqualTo("宏达科技");
        assertThat(Name.of("上海宏达科技有限公司（筹）").core()).isEqualTo("宏达科技");
    }

    @Test
    void tellsAGroup() {
        assertThat(Name.of("上海卓禾新材料（集团）有限公司").group()).isTrue();
        assertThat(Name.of("上海卓禾新材料集团有限公司").core()).isEqualTo("卓禾新材料");
        assertThat(Name.of("上海卓禾新材料有限公司").group()).isFalse();
    }

    @Test
    void countsCharactersAndLatinWordsOneByOne() {
        assertThat(Name.of("ABB电气（中国）有限公司").tokens()).isEqualTo(List.of("abb", "电", "气"));
        assertThat(Name.of("Infineon Technologies Austria AG").tokens())
                .isEqualTo(List.of("infineon", "technologies", "austria"));
    }

    @ParameterizedTest
    @CsvSource({"'　'", "（）", "()(", "）（", "有限公司", "上海", "公司", "。、，", "𠮷"})
    void takesWhateverIsWritten(String written) {
        assertThat(Name.of(written).tokens()).isNotNull();
    }
}
