package dev.pinwheel.chain.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.pinwheel.chain.key.KeyReading;
import dev.pinwheel.chain.key.PrivateKeyReader;
import dev.pinwheel.chain.pem.PemLimits;
import dev.pinwheel.chain.pem.PemReader;
import dev.pinwheel.chain.pem.PemReading;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;

/** Whatever the bytes: certificates or reasons, a public half or a reason, and no exception. */
@Tag("fuzz")
class PemFuzzTest {

  @FuzzTest(maxDuration = "30m")
  void certificates(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    switch (new PemReader(PemLimits.REQUEST).read(text)) {
      case PemReading.Read read ->
          assertThat(read.bundle().certificates())
              .isNotEmpty()
              .hasSizeLessThanOrEqualTo(PemLimits.REQUEST.certificates());
      case PemReading.Unreadable unreadable -> assertThat(unreadable.violations()).isNotEmpty();
    }
  }

  @FuzzTest(maxDuration = "30m")
  void privateKeys(byte[] bytes) {
    byte[] before = bytes.clone();
    switch (PrivateKeyReader.read(bytes, "leaf.key")) {
      case KeyReading.Read read -> assertThat(read.publicHalf().bits()).isPositive();
      case KeyReading.Encrypted encrypted -> assertThat(encrypted.command()).contains("leaf.key");
      case KeyReading.Unreadable unreadable -> assertThat(unreadable.reason()).isNotBlank();
    }
    assertThat(Arrays.equals(before, bytes)).isTrue();
  }
}
