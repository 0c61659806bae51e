package yanzhen.app;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.modulith.Modulithic;

/** The web application. The command line in {@code yanzhen.app.launch} starts it on a database. */
@SpringBootApplication
@Modulithic(systemName = "Yanzhen 雁阵")
public class Application {}
