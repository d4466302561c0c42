package dev.pinwheel.executor.target.peer;

/** The servers' configurations, each as its manual writes them. */
final class PeerConfigurations {

  static final String NGINX =
      """
      daemon off;
      master_process off;
      error_log stderr info;
      pid $FOLDER/nginx.pid;
      events {}
      http {
        access_log off;
        client_body_temp_path $FOLDER/body;
        proxy_temp_path $FOLDER/proxy;
        fastcgi_temp_path $FOLDER/fastcgi;
        uwsgi_temp_path $FOLDER/uwsgi;
        scgi_temp_path $FOLDER/scgi;
        ssl_certificate $FOLDER/server.pem;
        ssl_certificate_key $FOLDER/server.key;
        ssl_client_certificate $FOLDER/root.pem;
        server {
          listen $TLSv1.2$ ssl;
          ssl_protocols TLSv1.2;
          ssl_verify_client on;
          location / { return 200 "ok"; }
          location /post { return 405; }
          location /moved { return 301 /there; }
          location /broken { return 500; }
          location /silent { return 444; }
        }
        server {
          listen $TLSv1.3$ ssl;
          ssl_protocols TLSv1.3;
          ssl_verify_client on;
          location / { return 200 "ok"; }
        }
        server {
          listen $optional$ ssl;
          ssl_verify_client optional;
          location / { return 200 "ok"; }
        }
        server {
          listen $none$ ssl;
          location / { return 200 "ok"; }
        }
        server {
          listen $plain$;
          location / { return 200 "ok"; }
        }
      }
      """;

  static final String APACHE =
      """
      ServerRoot /usr/lib/apache2
      ServerName localhost
      PidFile $FOLDER/apache.pid
      Mutex fcntl:$FOLDER
      ErrorLog /dev/stderr
      LoadModule mpm_event_module modules/mod_mpm_event.so
      LoadModule authz_core_module modules/mod_authz_core.so
      LoadModule dir_module modules/mod_dir.so
      LoadModule ssl_module modules/mod_ssl.so
      LoadModule alias_module modules/mod_alias.so
      <IfModule unixd_module>
        User www-data
        Group www-data
      </IfModule>
      StartServers 1
      ThreadsPerChild 8
      MinSpareThreads 8
      MaxSpareThreads 16
      MaxRequestWorkers 16
      DocumentRoot /usr/share/apache2/default-site
      DirectoryIndex index.html
      SSLCertificateFile $FOLDER/server.pem
      SSLCertificateKeyFile $FOLDER/server.key
      SSLCACertificateFile $FOLDER/root.pem
      Listen $TLSv1.2$
      Listen $TLSv1.3$
      Listen $below12$
      Listen $below13$
      <VirtualHost $TLSv1.2$>
        SSLEngine on
        SSLProtocol TLSv1.2
        SSLVerifyClient require
        SSLVerifyDepth 3
      </VirtualHost>
      <VirtualHost $TLSv1.3$>
        SSLEngine on
        SSLProtocol TLSv1.3
        SSLVerifyClient require
        SSLVerifyDepth 3
      </VirtualHost>
      <VirtualHost $below12$>
        SSLEngine on
        SSLProtocol TLSv1.2
        <Location /index.html>
          SSLVerifyClient require
          SSLVerifyDepth 3
        </Location>
      </VirtualHost>
      <VirtualHost $below13$>
        SSLEngine on
        SSLProtocol TLSv1.3
        <Location /index.html>
          SSLVerifyClient require
          SSLVerifyDepth 3
        </Location>
      </VirtualHost>
      """;

  static final String HAPROXY =
      """
      defaults
        mode http
        timeout client 30s
        timeout connect 30s
        timeout server 30s
      frontend strict
        bind $TLSv1.2$ ssl crt $FOLDER/both.pem ca-file $FOLDER/root.pem verify required ssl-min-ver TLSv1.2 ssl-max-ver TLSv1.2
        bind $TLSv1.3$ ssl crt $FOLDER/both.pem ca-file $FOLDER/root.pem verify required ssl-min-ver TLSv1.3
        http-request return status 200 content-type text/plain string ok
      frontend lenient
        bind $rules$ ssl crt $FOLDER/both.pem ca-file $FOLDER/root.pem verify optional crt-ignore-err all ca-ignore-err all
        http-request return status 200 content-type text/plain string ok if { ssl_c_used } { ssl_c_verify 0 }
        http-request deny deny_status 503 if { path /busy }
        http-request deny deny_status 405 if { path /method }
        http-request redirect location /login code 301 if { path /moved }
        http-request deny deny_status 403
      """;

  static final String STUNNEL =
      """
      foreground = yes
      pid =
      syslog = no
      cert = $FOLDER/server.pem
      key = $FOLDER/server.key
      CAfile = $FOLDER/root.pem
      requireCert = yes
      verifyChain = yes
      connect = 127.0.0.1:$BACKEND
      [older]
      accept = $TLSv1.2$
      sslVersion = TLSv1.2
      [newer]
      accept = $TLSv1.3$
      sslVersion = TLSv1.3
      """;

  private PeerConfigurations() {}

  static String lighttpd(String module) {
    return LIGHTTPD.replace("MODULE", module) + demanding("TLSv1.2") + demanding("TLSv1.3");
  }

  private static final String LIGHTTPD =
      """
      server.modules = ("MODULE")
      server.document-root = "$FOLDER"
      index-file.names = ("index.html")
      server.bind = "127.0.0.1"
      server.port = #plain#
      """;

  private static String demanding(String version) {
    return """
    $SERVER["socket"] == "$VERSION$" {
      ssl.engine = "enable"
      ssl.pemfile = "$FOLDER/server.pem"
      ssl.privkey = "$FOLDER/server.key"
      ssl.openssl.ssl-conf-cmd = ("MinProtocol" => "VERSION", "MaxProtocol" => "VERSION")
      ssl.verifyclient.ca-file = "$FOLDER/root.pem"
      ssl.verifyclient.activate = "enable"
      ssl.verifyclient.enforce = "enable"
      ssl.verifyclient.depth = 3
    }
    """
        .replace("VERSION", version);
  }
}
