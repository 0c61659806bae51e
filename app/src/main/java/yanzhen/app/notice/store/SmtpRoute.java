package yanzhen.app.notice.store;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;
import yanzhen.app.notice.MailRoute;
import yanzhen.app.notice.NodeAddress;

/** Mail goes out where a server is named ({@code spring.mail.host}) and this node's own address. */
@Component
class SmtpRoute implements MailRoute {

    private final Lack lack;

    SmtpRoute(
            ObjectProvider<JavaMailSender> sender,
            @Value("${spring.mail.host:}") String host,
            NodeAddress address) {
        if (host.isBlank() || sender.getIfAvailable() == null) {
            lack = Lack.SERVER;
        } else {
            lack = address.given().isEmpty() ? Lack.ADDRESS : Lack.NONE;
        }
    }

    @Override
    public Lack lack() {
        return lack;
    }
}
