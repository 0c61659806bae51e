package yanzhen.app.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import yanzhen.app.IntegrationTest;

/** A test of the whole application through a real browser; ask for {@link Visits} in the test. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@IntegrationTest
@ExtendWith(VisitsExtension.class)
@interface BrowserTest {}
