package dev.cilab.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.Golden;
import dev.cilab.event.Event;
import dev.cilab.event.Result;
import dev.cilab.run.Options;
import dev.cilab.run.Scene;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

class ReportTest {

    @TempDir
    Path folder;

    private Report report;

    @BeforeEach
    void run() {
        Scene scene = new Scene(folder.resolve("journal.jsonl"));
        scene.routerRefuses("k8s-w0");
        ReportCollector collector = new ReportCollector();
        scene.run(collector, Options.DEFAULT.keepGoing(true)).up(scene.all());
        report = collector.report();
    }

    @Test
    void html() {
        Golden.check("report/report.html", ReportFormat.HTML.render(report));
    }

    @Test
    void junit() {
        Golden.check("report/report.xml", ReportFormat.XML.render(report));
    }

    @Test
    void json() {
        Golden.check("report/report.json", ReportFormat.JSON.render(report));
    }

    @Test
    void the_file_name_chooses_the_format() {
        assertThat(ReportFormat.of(Path.of("out/report.HTML"))).contains(ReportFormat.HTML);
        assertThat(ReportFormat.of(Path.of("report.xml"))).contains(ReportFormat.XML);
        assertThat(ReportFormat.of(Path.of("report.pdf"))).isEmpty();
        assertThat(ReportFormat.of(Path.of("json"))).isEmpty();
    }

    @Test
    void a_report_is_written_whole_and_leaves_nothing_else() throws IOException {
        Path file = folder.resolve("report.html");
        Files.writeString(file, "an older one");

        ReportFormat.HTML.write(report, file);

        assertThat(file).hasContent(ReportFormat.HTML.render(report));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder("report.html", "journal.jsonl");
        }
    }

    @Test
    void whatever_was_seen_stays_text() throws ParserConfigurationException, IOException, SAXException {
        String odd = "<script>alert('x')</script> & \u0001 \uD800 ]]> \"é\"";
        Event.CheckFinished check = new Event.CheckFinished(
                Instant.EPOCH, odd, odd, Result.FAIL, odd, List.of(odd, odd), List.of(), odd, Duration.ZERO);
        Report.StepReport step =
                new Report.StepReport(odd, odd, Result.FAIL, odd, 0, Duration.ZERO, List.of(), List.of(check));
        Report strange = new Report(odd, odd, odd, Instant.EPOCH, Duration.ZERO, 1, List.of(step));

        assertThat(ReportFormat.HTML.render(strange)).doesNotContain("<script>");
        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(ReportFormat.XML.render(strange).getBytes(StandardCharsets.UTF_8)));
        assertThat(xml.getElementsByTagName("failure").getLength()).isEqualTo(1);
    }
}
