package yanzhen.app;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.modulith.Modulithic;

/** The web application. The command line in {@code yanzhen.app.launch} starts it on a database. */
@SpringBootApplication
@Modulithic(systemName = "Yanzhen 雁阵")
public class Application {

    /** For the build alone, which asks what this application consists of and starts nothing. */
    public static void main(String[] arguments) {
        var asked = new SpringApplication(Application.class);
        asked.setDefaultProperties(
                Map.of(
                        "spring.datasource.url", "jdbc:postgresql:",
                        "spring.datasource.username", "",
                        "spring.datasource.password", ""));
        asked.run(arguments);
    }
}
