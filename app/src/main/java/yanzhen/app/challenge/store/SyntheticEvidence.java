package yanzhen.app.challenge.store;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import yanzhen.app.evidence.Files;
import yanzhen.app.pack.PackRow;

/** 演示材料: a real file, with a real hash, whose text says that it was made up. */
@Component
class SyntheticEvidence {

    private final JdbcClient jdbc;
    private final Files files;

    SyntheticEvidence(JdbcClient jdbc, Files files) {
        this.jdbc = jdbc;
        this.files = files;
    }

    void attach(UUID milestone, UUID project, String name, String title, PackRow row) {
        var team =
                jdbc.sql("select organisation from challenge.project where id = ?")
                        .param(project)
                        .query(UUID.class)
                        .single();
        var text =
                """
                演示数据：本文件为虚构的证明材料，不对应任何真实项目。
                Demonstration data: this evidence was made up and stands for no real project.

                项目：%s
                里程碑：%s
                提交日期：%s
                说明：%s
                """
                        .formatted(
                                title,
                                row.text("ordinal"),
                                row.text("submitted_on"),
                                row.text("note"));
        var file =
                files.store(
                        name,
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                        team);
        jdbc.sql("insert into challenge.milestone_file (milestone, file, round) values (?, ?, 1)")
                .params(milestone, file.id())
                .update();
    }
}
