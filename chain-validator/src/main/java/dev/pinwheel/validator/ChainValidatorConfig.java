package dev.pinwheel.validator;

import dev.pinwheel.chain.path.IntermediateStore;
import dev.pinwheel.chain.path.TrustStore;
import dev.pinwheel.chain.revocation.EvidenceSet;
import dev.pinwheel.chain.transparency.LogList;
import dev.pinwheel.runtime.config.ConfigKey;
import dev.pinwheel.runtime.config.Settings;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.validator.fetch.AllowedHosts;
import dev.pinwheel.validator.fetch.FetchSettings;
import dev.pinwheel.validator.fetch.Reloaded;
import dev.pinwheel.validator.fetch.ReloadedFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;

/**
 * The validator's settings, loaded and checked: files are read while the settings are, so that a
 * wrong one stops the start like any wrong setting.
 *
 * @param intermediates what requesters may leave out
 * @param kinds kinds of target that are switched on
 * @param keys which private keys requests may refer to
 */
public record ChainValidatorConfig(
    TrustStore anchors,
    Reloaded<IntermediateStore> intermediates,
    PolicyCatalogue policies,
    Set<TargetKind> kinds,
    Reloaded<EvidenceSet> crls,
    Reloaded<Optional<LogList>> transparencyLogs,
    FetchSettings fetching,
    KeyReferences keys) {

  /** Every kind but the one that stands for kinds that this version does not know. */
  private static final Set<TargetKind> KNOWN_KINDS =
      Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(TargetKind.UNKNOWN)));

  static final ConfigKey<TrustStore> ANCHORS =
      new ConfigKey<>(
          "anchors",
          "PEM file, or folder of .pem, .crt and .cer files, with the trust anchors. Whoever can"
              + " write there decides which chains are valid.",
          Optional.empty(),
          text -> new TrustStore(PemFiles.load(Path.of(text.trim()))));

  static final ConfigKey<Reloaded<IntermediateStore>> INTERMEDIATES =
      new ConfigKey<>(
          "intermediates",
          "PEM file or folder with intermediates that requesters may leave out; none where it is"
              + " empty. They are checked, not trusted. Changes count within seconds.",
          Optional.of(""),
          text ->
              text.isBlank()
                  ? Reloaded.never(IntermediateStore.EMPTY)
                  : new ReloadedFiles<>(
                      Path.of(text.trim()), path -> new IntermediateStore(PemFiles.load(path))));

  static final ConfigKey<PolicyCatalogue> POLICIES =
      new ConfigKey<>(
          "policies",
          "Folder of .yaml policy files on top of the shipped templates: a whole template takes the"
              + " place of its kind's, an override has what differs for some regions or targets."
              + " Changes count within seconds. Empty for the shipped ones.",
          Optional.of(""),
          text ->
              text.isBlank()
                  ? PolicyCatalogue.shipped()
                  : PolicyCatalogue.of(Path.of(text.trim())));

  static final ConfigKey<Set<TargetKind>> TARGET_KINDS =
      new ConfigKey<>(
          "target.kinds",
          "Kinds of target that are switched on, separated by commas; rotations of others are"
              + " refused as TARGET_KIND_UNSUPPORTED.",
          Optional.of(KNOWN_KINDS.stream().map(TargetKind::name).collect(Collectors.joining(", "))),
          ChainValidatorConfig::kinds);

  static final ConfigKey<Reloaded<EvidenceSet>> CRL_FILES =
      new ConfigKey<>(
          "crl.files",
          "PEM or DER file, or folder of .crl and .pem files, with CRLs, complete and delta; none"
              + " where it is empty. Changes count within seconds.",
          Optional.of(""),
          text ->
              text.isBlank()
                  ? Reloaded.never(EvidenceSet.NONE)
                  : new ReloadedFiles<>(Path.of(text.trim()), EvidenceFiles::lists));

  static final ConfigKey<List<HttpUrl>> CRL_ADDRESSES =
      new ConfigKey<>(
          "crl.addresses",
          "Addresses of CRLs, separated by commas, at most 16. They are fetched where a policy"
              + " looks at revocation and nothing else is known, and kept for an hour at most.",
          Optional.of(""),
          FetchSettings::addresses);

  static final ConfigKey<List<HttpUrl>> OCSP_RESPONDERS =
      new ConfigKey<>(
          "ocsp.responders",
          "Addresses of OCSP responders, separated by commas, at most 16, asked in this order where"
              + " a policy looks at revocation and nothing else is known. Addresses that"
              + " certificates name are not asked.",
          Optional.of(""),
          FetchSettings::addresses);

  static final ConfigKey<Reloaded<Optional<LogList>>> TRANSPARENCY_LOGS =
      new ConfigKey<>(
          "ct.log.list",
          "JSON file with the known transparency logs, version 3, as log_list.json. Without it"
              + " chains are refused as CT_UNKNOWN where a policy asks for SCTs. Changes count"
              + " within seconds.",
          Optional.of(""),
          text ->
              text.isBlank()
                  ? Reloaded.never(Optional.empty())
                  : new ReloadedFiles<>(
                      Path.of(text.trim()), path -> Optional.of(EvidenceFiles.logs(path))));

  static final ConfigKey<AllowedHosts> ISSUER_HOSTS =
      new ConfigKey<>(
          "aia.hosts",
          "Hosts, or host:port, separated by commas, from which missing intermediates may be"
              + " fetched where a certificate's authorityInfoAccess names them; none where it is"
              + " empty.",
          Optional.of(""),
          AllowedHosts::parse);

  static final ConfigKey<Duration> FETCH_TIMEOUT =
      ConfigKey.duration(
              "fetch.timeout",
              "Longest time for one request for an intermediate, CRL or OCSP response.")
          .withDefault("2s");

  static final ConfigKey<KeyReferences> KEYS_FOLDER =
      new ConfigKey<>(
          "keys.folder",
          "Folder below which lie the private keys that requests may refer to as file:/path; empty"
              + " for none. Variables that begin with "
              + KeyReferences.VARIABLE_PREFIX
              + " may be referred to as env:NAME.",
          Optional.of(""),
          (text, environment) ->
              KeyReferences.limited(
                  Optional.of(text.trim()).filter(path -> !path.isEmpty()).map(Path::of),
                  environment),
          false);

  /** Every key, besides those that all services share. */
  public static final List<ConfigKey<?>> KEYS =
      List.of(
          ANCHORS,
          INTERMEDIATES,
          POLICIES,
          TARGET_KINDS,
          KEYS_FOLDER,
          CRL_FILES,
          CRL_ADDRESSES,
          OCSP_RESPONDERS,
          TRANSPARENCY_LOGS,
          ISSUER_HOSTS,
          FETCH_TIMEOUT);

  public ChainValidatorConfig {
    kinds = Set.copyOf(kinds);
  }

  static ChainValidatorConfig from(Settings settings) {
    return new ChainValidatorConfig(
        settings.get(ANCHORS),
        settings.get(INTERMEDIATES),
        settings.get(POLICIES),
        settings.get(TARGET_KINDS),
        settings.get(CRL_FILES),
        settings.get(TRANSPARENCY_LOGS),
        new FetchSettings(
            settings.get(ISSUER_HOSTS),
            settings.get(CRL_ADDRESSES),
            settings.get(OCSP_RESPONDERS),
            settings.get(FETCH_TIMEOUT)),
        settings.get(KEYS_FOLDER));
  }

  private static Set<TargetKind> kinds(String text) {
    Set<TargetKind> kinds = EnumSet.noneOf(TargetKind.class);
    for (String name : text.trim().split("\\s*,\\s*", -1)) {
      kinds.add(
          KNOWN_KINDS.stream()
              .filter(kind -> kind.name().equals(name))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("expected some of " + KNOWN_KINDS)));
    }
    return kinds;
  }
}
